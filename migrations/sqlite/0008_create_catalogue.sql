-- Terminal modules (功能模块): what each holds, who answers for it, on whose terminals it stands, whether it is offered.
ALTER TABLE module ADD COLUMN holds TEXT NOT NULL DEFAULT 'content';
ALTER TABLE module ADD COLUMN owner_id INTEGER REFERENCES body (id);
ALTER TABLE module ADD COLUMN at_district INTEGER NOT NULL DEFAULT 1;
ALTER TABLE module ADD COLUMN at_town INTEGER NOT NULL DEFAULT 1;
ALTER TABLE module ADD COLUMN at_village INTEGER NOT NULL DEFAULT 1;
ALTER TABLE module ADD COLUMN state TEXT NOT NULL DEFAULT 'active';
ALTER TABLE module ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE module ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
UPDATE module SET holds = 'items' WHERE category IN ('gov_service', 'convenience');
