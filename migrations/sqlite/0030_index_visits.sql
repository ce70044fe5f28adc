-- 检查任务 page by page: by plan, the newest first, then as they were drawn.
CREATE INDEX inspection_visit_plan ON inspection_visit (plan_id DESC, id);
