SELECT
  (SELECT count(*) FROM pages) AS pages,
  (SELECT count(*) FROM articles WHERE recorded_to IS NULL) AS articles,
  (SELECT count(*) FROM articles WHERE recorded_to IS NULL AND published IS NULL) AS undated_articles,
  (SELECT count(*) FROM articles WHERE recorded_to IS NULL
     AND lang NOT IN (SELECT value FROM json_each(:languages))) AS not_coded,
  (SELECT count(*) FROM sentences WHERE recorded_to IS NULL) AS sentences,
  (SELECT coalesce(sum(rows), 0) FROM shards WHERE state = 'listed')
    - (SELECT count(*) FROM retired) AS events,
  (SELECT coalesce(sum(rows), 0) FROM shards WHERE state = 'listed' AND month = 'undated')
    - (SELECT count(*) FROM retired JOIN shards ON path = shard AND month = 'undated') AS undated_events,
  (SELECT count(*) FROM retired) AS superseded_events,
  (SELECT count(*) FROM claims WHERE recorded_to IS NULL) AS claims,
  (SELECT count(*) FROM rejects WHERE recorded_to IS NULL) AS rejects
