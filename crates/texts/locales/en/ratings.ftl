### Ratings and cases, row by row

ratings-title = Ratings
ratings-cases-title = Cases
ratings-case-title = Cases of a day
ratings-tabs = Rows
ratings-tab-ratings = Ratings
ratings-tab-cases = Cases

## Filters

ratings-filters = Filters
ratings-search = Look for comments, rating or case numbers
ratings-search-hint = Comment, rating no., case no.
ratings-grade = Grade
ratings-channel = Channel
ratings-standing = Standing
ratings-assess = First or follow-up
ratings-with-comment = With comment only
ratings-clear = Clear filters
ratings-chip-own = { $name } itself only
ratings-chip-facet = { $facet }: { $name }
ratings-facet-unnamed = not named
ratings-facet-chosen = one chosen
ratings-chip-weekday = { $day }
ratings-chip-hour = { $from }:00 – { $to }:00
ratings-chip-remove = Remove filter: { $name }
ratings-preset = Quick filters
ratings-preset-all = All
ratings-preset-bad = Bad
ratings-preset-words = With comment
ratings-preset-follow-up = Follow-ups

## The list

ratings-total = { $n } ratings
ratings-cases-total = { $n } cases
ratings-counting = Counting
ratings-scope = { $place }, { $period }
ratings-column-time = Time
ratings-column-place = Place
ratings-column-point = Service point
ratings-column-where = Place, point
ratings-column-what = Item, body
ratings-column-item = Item
ratings-column-body = Handling body
ratings-column-grade = Grade
ratings-column-channel = Channel
ratings-column-comment = Comment
ratings-column-day = Completed on
ratings-column-cases = Cases
ratings-column-source = Source
ratings-no-comment = No comment
ratings-reasons-only = Ticked: { $reasons }
ratings-row = { $time }, { $place }, { $grade }, show details
ratings-empty-title = No rating fits the filter
ratings-empty-body = Loosen the filter, or choose another period or place.
ratings-cases-empty-title = No cases recorded
ratings-cases-empty-body = Choose another period or place; or the case file of these days has not been imported yet.

## Export

ratings-export-name = ratings_{ $place }_{ $from }_{ $to }.xlsx
ratings-cases-export-name = cases_{ $place }_{ $from }_{ $to }.xlsx
ratings-exported = { $n } rows written to “{ $name }”, without names and phones.
ratings-cases-exported = { $n } rows written to “{ $name }”.

## Details

ratings-detail = Rating
ratings-detail-first = First rating
ratings-detail-follow-up = Follow-up
ratings-detail-of-first = First rating (replaced by the follow-up)
ratings-detail-reasons = Ticked reasons
ratings-detail-facts = How it was handled
ratings-detail-window = Window
ratings-detail-staff = Staff no.
ratings-detail-module = Module
ratings-detail-object = Rated
ratings-detail-person-type = Rated by
ratings-detail-source = Source
ratings-detail-record = Rating no.
ratings-detail-case = Case no.
ratings-detail-standing-reason = Reason: { $reason }
ratings-detail-place-link = Overview of this place

## The rater

ratings-rater = Rater
ratings-rater-none = No name or phone was left.
ratings-rater-masked = Name and phone are masked.
ratings-rater-name = Name
ratings-rater-phone = Phone
ratings-rater-show = Show name and phone
ratings-rater-purpose = What for
ratings-rater-purpose-hint = Such as: calling back about a bad rating. Purpose and reader are entered in the audit log.
ratings-rater-confirm = Enter the purpose and show
ratings-rater-shown = This was entered in the audit log.

## Excluding and appeals

ratings-standing-title = Exclude or put back
ratings-standing-explain = A mistaken or malicious rating can be excluded, an appeal upheld. Both leave the satisfaction figures; the rating itself is kept.
ratings-standing-choice = What to do
ratings-standing-exclude = Exclude
ratings-standing-uphold = Uphold the appeal
ratings-standing-restore = Put back
ratings-standing-reason = Reason
ratings-standing-reason-hint = How it was verified, 2 to 500 characters.
ratings-standing-submit = Submit
ratings-standing-done = Now “{ $standing }”; the figures follow.
ratings-standing-restored = Counted again; the figures follow.
ratings-standing-conflict = Somebody has just changed this rating; it is now “{ $standing }”. Check it and submit again.
ratings-standing-choose = Choose what to do.
ratings-standing-too-short = Write at least 2 characters.
ratings-standing-too-long = At most 500 characters.
ratings-list-comma = ,{" "}
ratings-total-at-least = At least { $n } ratings
ratings-cases-at-least = At least { $n } cases
ratings-standings-done = { $n } ratings are now “{ $standing }”. Each can be undone in its history.
