### The window's frame: areas, top bar, shortcuts, palette

nav-label = Areas
nav-overview = Overview
nav-ratings = Ratings
nav-ratings-rows = Rating rows
nav-imports = Import
nav-places = Stations
nav-system = Administration
nav-accounts = Accounts
nav-grants = Grants
nav-bodies = Bodies
nav-audit = Audit log
nav-checks = Verification
nav-cutoff = Cutoff day
nav-settings = Settings

frame-skip = Skip to content
frame-place = Place
frame-period = Period
frame-cutoff = Figures up to { $day }
frame-cutoff-fixed = The cutoff day was set by the catalogue administrator.
frame-cutoff-follows = The cutoff day is the last day of imported data.
frame-palette = Find pages, stations, actions
frame-person = You
frame-sign-out = Sign out
frame-enter-as = Enter as somebody else
frame-shortcuts = Keyboard shortcuts
frame-demo-ribbon = Demonstration data: all of it is made up
frame-rehearsal-ribbon = Rehearsal data: not part of the official figures
frame-version = Version { $version }
frame-not-found-title = There is no such page
frame-not-found-body = Its address may have changed. Choose an area on the left.
frame-part-title = This part could not be read
frame-part-body = This part of the program could not be read. Try again; if it still fails, close the window and open it anew. No data is lost.
frame-nothing-title = No role yet
frame-nothing-body = Your account holds no role that is in force. Ask the security administrator for one, then sign in again.
frame-not-permitted = None of your roles may do this

unsaved-title = Some work is not saved
unsaved-body = If you leave now, what you changed on this page is lost.

palette-title = Find
palette-hint = Name, pinyin or initials
palette-pages = Pages
palette-places = Places
palette-actions = Actions
palette-none = No page, place or action fits “{ $typed }”
palette-keys = ↑↓ choose, Enter opens, Esc closes

keys-title = Keyboard shortcuts
keys-palette = Find pages, stations, actions
keys-this = Show this list
keys-place = Choose a place
keys-period = Choose a period
keys-areas = Go to area 1, 2, 3…
keys-close = Close a dialog, drawer or menu
keys-marks = Walk over the marks of a chart
keys-open = Open the rows behind a mark
keys-rows = Walk over the rows of a list
nav-calendar = Work calendar
