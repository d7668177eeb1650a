-- Standing articles without a fingerprint, or with one of another version or recipe.
SELECT a.version, a.record, p.recorded_from AS since FROM articles AS a
JOIN pages AS p ON p.id = a.page_id
LEFT JOIN fingerprints AS f ON f.article_id = a.id
WHERE a.recorded_to IS NULL AND (f.article_id IS NULL OR f.article_version <> a.version OR f.recipe <> :recipe)
ORDER BY a.version
LIMIT :limit
