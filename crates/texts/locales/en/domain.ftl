### The district's words: roles, levels, measures, ratings

word-role-leader = Leader
word-role-inspector = Inspector
word-role-catalogue-admin = Catalogue administrator
word-role-department-handler = Department handler
word-role-town-admin = Town administrator
word-role-station-clerk = Station clerk
word-role-assets-admin = Village assets administrator
word-role-approver = Approver
word-role-system-admin = System administrator
word-role-security-admin = Security administrator
word-role-security-auditor = Security auditor
word-role-business-auditor = Business auditor

word-role-leader-does = Sees how the district is served, asks about bad ratings
word-role-inspector-does = Reads ratings, prepares inspections
word-role-catalogue-admin-does = Imports ratings and cases, keeps stations and bodies
word-role-department-handler-does = Reads the ratings of the department's own items
word-role-town-admin-does = Imports the town's data, keeps its stations
word-role-station-clerk-does = Sees the station's own cases and ratings
word-role-assets-admin-does = Reads ratings of the village assets platform
word-role-approver-does = Excludes ratings, upholds appeals
word-role-system-admin-does = Keeps accounts, verifies stored figures
word-role-security-admin-does = Gives and ends roles
word-role-security-auditor-does = Reads and verifies the audit log
word-role-business-auditor-does = Reads ratings and corrections

word-level-district = District
word-level-town = Town
word-level-village = Village

word-point-district-centre = District service centre
word-point-town-centre = Town service centre
word-point-station = Village service station
word-point-self-service = 24-hour self-service point

word-preset-last-week = Last week
word-preset-this-week = This week
word-preset-month-to-date = Month to date
word-preset-last-month = Last month
word-preset-quarter-to-date = Quarter to date
word-preset-year-to-date = Year to date
word-preset-twelve-months = Last 12 months

word-measure-cases = Cases handled
word-measure-rating-rate = Rating rate
word-measure-active-rate = Rated in person
word-measure-bad-per-10k = Bad per 10,000
word-measure-satisfied-rate = Satisfied
word-measure-bad = Bad ratings

word-measure-cases-means = Cases finished in the period, from imported case files. Days that no case file covers show “—”, never 0.
word-measure-rating-rate-means = Rated cases ÷ finished cases. A first rating and its follow-up are one case; system default ratings count as rated.
word-measure-active-rate-means = Cases rated by the person served ÷ finished cases. Each case once; system default ratings do not count.
word-measure-bad-per-10k-means = Bad ratings ÷ valid ratings × 10,000. Bad means dissatisfied or very dissatisfied. Valid ratings leave out system defaults, ratings replaced by the other one of their record, excluded ratings and upheld appeals.
word-measure-satisfied-rate-means = Ratings of fairly satisfied or better ÷ valid ratings. Valid ratings leave out system defaults, ratings replaced by the other one of their record, excluded ratings and upheld appeals.
word-measure-bad-means = Valid ratings that say dissatisfied or very dissatisfied.

word-absent-no-case-data = No case file covers this period
word-absent-zero-cases = No cases in this period
word-absent-no-ratings = No valid ratings in this period
word-absent-cases-incomplete = More rated cases than cases: the case file seems incomplete

word-grade-very-good = Very satisfied
word-grade-good = Satisfied
word-grade-fair = Fairly satisfied
word-grade-bad = Dissatisfied
word-grade-very-bad = Very dissatisfied

word-channel-pc = Computer
word-channel-mobile = Mobile
word-channel-qr-code = QR code
word-channel-hall-tablet = Tablet in the hall
word-channel-hall-other = Other device in the hall
word-channel-sms = Text message
word-channel-system-default = System default

word-assess-first = First rating
word-assess-follow-up = Follow-up

word-object-case = Case
word-object-item = Item
word-object-staff = Staff
word-object-site = Place or platform

word-person-type-person = Person
word-person-type-organisation = Organisation

word-standing-counted = Counted
word-standing-default = System default
word-standing-superseded = Replaced
word-standing-excluded = Excluded
word-standing-appeal-upheld = Appeal upheld

word-facet-item = Item
word-facet-body = Handling body
word-facet-module = Module
word-facet-channel = Channel
word-facet-reason = Reason
word-facet-window = Window

word-import-kind-ratings = Ratings
word-import-kind-cases = Cases

word-account-invited = Not yet enrolled
word-account-active = In use
word-account-closed = Closed

word-weekday-1 = Mon
word-weekday-2 = Tue
word-weekday-3 = Wed
word-weekday-4 = Thu
word-weekday-5 = Fri
word-weekday-6 = Sat
word-weekday-7 = Sun
word-account-code-over = Code run out
word-account-locked = Locked

word-register-bodies = Bodies
word-register-points = Service points
word-register-accounts = Accounts
word-register-units = Units
word-register-items = Service items
word-register-duties = Responsibility lists
