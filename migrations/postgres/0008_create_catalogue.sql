-- Terminal modules (功能模块): what each holds, who answers for it, on whose terminals it stands, whether it is offered.
ALTER TABLE module ADD COLUMN holds TEXT COLLATE "C" NOT NULL DEFAULT 'content';
ALTER TABLE module ADD COLUMN owner_id BIGINT REFERENCES body (id);
ALTER TABLE module ADD COLUMN at_district BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE module ADD COLUMN at_town BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE module ADD COLUMN at_village BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE module ADD COLUMN state TEXT COLLATE "C" NOT NULL DEFAULT 'active';
ALTER TABLE module ADD COLUMN note TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE module ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
UPDATE module SET holds = 'items' WHERE category IN ('gov_service', 'convenience');
