-- 运行流程图 as a file of a version's text: who may see the version may see the file.
ALTER TABLE duty_version ADD COLUMN flow_chart_id BIGINT REFERENCES attachment (id);
CREATE INDEX duty_version_flow_chart ON duty_version (flow_chart_id) WHERE flow_chart_id IS NOT NULL;
