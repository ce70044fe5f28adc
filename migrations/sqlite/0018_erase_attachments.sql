-- 按期清除: the bytes of an attachment whose term is over are gone, and its name with them; that it was there stays.
ALTER TABLE attachment ADD COLUMN erased_at INTEGER;
