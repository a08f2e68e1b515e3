<?php
// WEBHOOK_SECRET=whsec_… php -S 127.0.0.1:3000 by-hand.php

const TOLERANCE_SECONDS = 5 * 60;

/** True when these bytes were signed with the secret, within five minutes. */
function verify(string $body, string $secret): bool
{
    $id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
    $timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    $signatures = $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '';
    if ($id === '' || $signatures === '' || !ctype_digit($timestamp)) return false;
    if (abs(time() - (int) $timestamp) > TOLERANCE_SECONDS) return false;

    $key = base64_decode(substr($secret, strlen('whsec_')));
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));

    foreach (explode(' ', $signatures) as $entry) {
        if (hash_equals($expected, $entry)) return true;
    }
    return false;
}

$body = file_get_contents('php://input');
if (!verify($body, getenv('WEBHOOK_SECRET'))) {
    http_response_code(400);
    exit;
}
http_response_code(204); // answer first
$event = json_decode($body, true);
error_log("{$event['type']} {$event['id']}"); // then work, in a job
