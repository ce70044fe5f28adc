### Overview: the sentence, figures, stations, ranking, trend, causes, hours

overview-title = Overview

## Overview: the sentence

overview-lead = { $period }:{" "}
overview-lead-place = { $period }, { $place }:{" "}
overview-clause-cases = { $n } cases
overview-clause-ratings = { $n } ratings
overview-clause-rate = { $rate }% rated
overview-clause-silent = { $count ->
    [one] { $n } station without a case
   *[other] { $n } stations without a case
}
overview-clause-no-data = no data
overview-no-rating-file = No rating file covers this period
overview-clause-all-active = every station had cases
overview-clause-unrated = { $count ->
    [one] { $n } station without a rating
   *[other] { $n } stations without a rating
}
overview-clause-bad = { $count ->
    [one] { $n } bad rating
   *[other] { $n } bad ratings
}
overview-clause-no-bad = no bad ratings
overview-comma = ,{" "}
overview-semicolon = ;{" "}
overview-stop = .

overview-month-lead = Month to date ({ $days }):{" "}
overview-cutoff = Figures up to { $day }

## What files cover

overview-cases-unknown = { $count ->
    [one] The case files of { $n } station are incomplete for this period; total cases and rating rates are not shown.
   *[other] The case files of { $n } stations are incomplete for this period; total cases and rating rates are not shown.
}
overview-cases-none = No case file has been imported; rating rates cannot be computed.
overview-cases-outside = Case files cover { $from } to { $to } only, not this period; rating rates cannot be computed.
overview-cases-part = Of this period, case files cover { $from } to { $to } only ({ $missing } days missing); case counts and rating rates are not shown.
overview-ratings-outside = Rating files cover { $from } to { $to } only, not this period.
overview-ratings-part = Of this period, rating files cover { $from } to { $to } only ({ $missing } days missing); rating counts are too low.

overview-empty-title = No data yet
overview-empty-body = Once rating and case files are imported, this page shows cases, ratings and bad ratings for every town and village.
overview-empty-import = Import files
overview-empty-ask = Ask the catalogue admin or a town admin to import files under “Import”.

## Figures

overview-figures = Key figures
overview-figure-n-rated = { $n } rated
overview-figure-silent = Without cases
overview-figure-unrated = Without ratings
overview-unit-cases = {""}
overview-unit-percent = %
overview-unit-per-10k = per 10,000
overview-unit-stations = {""}
overview-figure-n-cases = of { $n } cases
overview-figure-n-ratings = of { $n } valid ratings
overview-figure-bad-per-10k = { $n } per 10,000
overview-figure-of-stations = of { $n } stations

overview-figure-up = up
overview-figure-down = down
overview-figure-rise = up
overview-figure-fall = down
overview-change-count = { $way } { $by } ({ $percent }%) on { $before }
overview-change-count-only = { $way } { $by } on { $before }
overview-change-points = { $way } { $by } points on { $before }
overview-change-per-10k = { $way } { $by } per 10,000 on { $before }
overview-change-same = same as { $before }
overview-change-unknown = no data for { $before }
overview-before-week = the week before
overview-before-month = the month before
overview-before-same-days = the same days last month
overview-before-months = the { $n } months before
overview-before-days = the { $n } days before

overview-too-few-ratings = Fewer than { $n } valid ratings: a guide only
overview-too-few-cases = Fewer than { $n } cases: a guide only

overview-figure-door-cases = { $name } { $value }, show the cases
overview-figure-door-ratings = { $name } { $value }, show the ratings
overview-figure-door-stations = { $name } { $value }, show the stations
overview-figure-trend = { $name } over 13 months

## What stations without cases or ratings are

overview-silent-means = Stations in use without a single case in the period; “—” where no case file covers it. Villages not in use and the centres of towns and district are left out.
overview-unrated-means = Stations in use without a single valid rating in the period. Villages not in use and the centres of towns and district are left out.

## Stations without cases or ratings

overview-stations-silent-title = Stations without cases ({ $n })
overview-stations-unrated-title = Stations without ratings ({ $n })
overview-stations-of-town = { $town } ({ $n })
overview-stations-none = There is no such station.

## Grid

overview-measure = Measure
overview-action-measure = Show stations by: { $measure }
overview-grid-title = Stations
overview-grid-town-note = { $n } villages
overview-grid-inactive = Not in use
overview-grid-centre = { $name } centre
overview-grid-head-town = Town
overview-grid-head-place = Village
overview-grid-head-n = Sample
overview-short-too-few = Too few
overview-short-zero-cases = No cases
overview-short-no-ratings = No ratings
overview-short-incomplete = Incomplete
overview-mark-label = { $name }, { $measure } { $value }, { $n }
overview-mark-label-absent = { $name }, { $measure } —, { $reason }
overview-mark-label-inactive = { $name }, not in use: { $reason }
overview-mark-label-too-few = { $name }, too few, { $measure } { $value }, { $n }
overview-grid-say = { $measure }: { $high }, { $low }.
overview-grid-say-one = { $measure }: { $high }.
overview-grid-say-high = highest { $name } ({ $value })
overview-grid-say-high-many = { $n } stations share the highest ({ $value })
overview-grid-say-low = lowest { $name } ({ $value })
overview-grid-say-low-many = { $n } share the lowest ({ $value })
overview-grid-say-no-bad = No station with enough data has a bad rating.
overview-grid-say-equal = { $measure } is { $value } at every station.
overview-grid-say-too-few = { $n } stations have too few data to be shaded.
overview-grid-say-silent = { $n ->
    [one] one station had none
   *[other] { $n } stations had none
}
overview-grid-say-nothing = No station has enough data to compare. Try a longer period, such as the last 12 months.
overview-grid-say-no-cases = There are no case figures for this period; switch to “Satisfied” or “Bad per 10,000” to see ratings.
overview-grid-empty = One tile for each village station appears here.

## Ranking

overview-ranking-title = Ranking
overview-ranking-rank = Rank
overview-ranking-ratings = Valid ratings
overview-ranking-interval = 95% interval
overview-ranking-intervals = Show intervals
overview-ranking-all = Show all
overview-ranking-omitted = { $n } more stations
overview-ranking-reference = { $name } { $value }
overview-ranking-mean = { $name }, mean of a station { $value }
overview-ranking-say-first = first { $name } ({ $value })
overview-ranking-say-first-many = { $n } stations share the first rank ({ $value })
overview-ranking-say-last = last { $name } ({ $value })
overview-ranking-say-last-many = { $n } share the last ({ $value })
overview-ranking-say-too-few = { $n } stations have too few data to be ranked.
overview-ranking-say-nothing = No station has enough data to rank. Try a longer period, such as the last 12 months.

## Trend

overview-trend-name = { $measure }, year on year
overview-trend-now = Last 12 months
overview-trend-then = Year before
overview-trend-cut = Axis does not start at 0
overview-trend-head-month = Month
overview-trend-head-n = Sample
overview-trend-label = { $name }: { $now }, year before { $then }, { $n }
overview-trend-label-partial = { $name } (not over): { $now }, year before { $then }, { $n }
overview-trend-say = { $measure } in { $month }: { $now }, year before { $then }.
overview-trend-say-range = Of twelve months: { $high }, { $low }.
overview-trend-say-high-many = { $n } share the highest ({ $value })
overview-trend-say-low-many = { $n } share the lowest ({ $value })
overview-trend-say-missing = { $n } months have no data.
overview-trend-say-nothing = These twelve months have no data.
overview-month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[other] Dec
}

## Causes

overview-causes-title = Why people were dissatisfied
overview-causes-item-title = Items with most bad ratings
overview-causes-body-title = Bodies with most bad ratings
overview-causes-reason-title = Reasons of bad ratings
overview-causes-item = Service items
overview-causes-body = Handling bodies
overview-causes-reason = Reasons
overview-causes-unnamed = Not named
overview-causes-bad = Bad
overview-causes-per-10k = Per 10,000
overview-causes-share = Share of bad
overview-causes-label = { $name }, { $n } bad ratings, { $beside } per 10,000
overview-causes-label-share = { $name }, { $n } bad ratings, { $beside } of all
overview-causes-say-item = Most bad ratings: { $name } ({ $n }).
overview-causes-say-body = Most bad ratings: { $name } ({ $n }).
overview-causes-say-reason = Named most often: { $name } ({ $n }).
overview-causes-say-tied = Most bad ratings: { $name } and others, { $count } in all ({ $n } each).
overview-causes-none = No bad ratings in this period.
overview-causes-none-reason = The bad ratings of this period name no reason.

## Hours

overview-hours-title = When people rate
overview-hours-months = Whole months: { $months }
overview-hours-measure = Valid ratings
overview-hours-corner = Weekday
overview-hours-hour = { $hour }:00
overview-hours-label = { $weekday } { $hour }:00, { $n } valid ratings
overview-hours-say = Most ratings come on { $weekday } at { $hour } ({ $n }).
overview-hours-say-nothing = These months have no valid ratings.

## Actions

overview-to-ratings = Ratings
overview-to-cases = Cases
overview-crumbs = Where you are

## 留言

overview-voices-title = What people wrote with bad ratings
overview-voices-any-title = Newest comments
overview-voices-none = No bad rating came with words
overview-voices-any-none = No comments in this period
overview-voices-any-none-body = Comments appear here, newest first.
overview-voices-none-body = Bad ratings with a comment appear here, newest first.
overview-voices-all = Show all

# Figures after places have changed
overview-basis = Places
overview-basis-now = As they are now
overview-basis-then = As they were then
overview-basis-means = Places have changed within the period or after it. As they are now: a merged village holds what its predecessors had. As they were then: each for itself, the new one from its first day on. A village that was split keeps its figures undivided, marked *.
overview-grid-say-ended = * marks villages that were merged, split or closed; they count only while they were there.
overview-place-merged = { $name } (merged on { $day })
overview-place-split = { $name } (split on { $day })
overview-place-closed = { $name } (closed on { $day })
