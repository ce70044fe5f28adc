-- A list of bad ratings by place goes from place to place: few of a place's ratings are bad, and the others need not be looked at.
CREATE INDEX rating_bad_place ON rating (place_id, at, id, body_id, grade, standing) WHERE grade <= 2;
