/** An entry's columns as `StoredEntry` has them, with both hashes in hexadecimal. */
export const ENTRY_COLUMNS = `chain, sequence::float8 AS sequence, id,
     to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
     actor_type, actor_id, actor_name, address, user_agent, request_id, action, subject_type, subject_id, subject_name,
     before::text AS before, after::text AS after,
     encode(previous_hash, 'hex') AS previous_hash, encode(hash, 'hex') AS hash`;
