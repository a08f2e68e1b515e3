<?php
// routes/api.php

use App\Jobs\HandleEvent;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Route;
use StandardWebhooks\Webhook;

Route::post('/hooks', function (Request $request) {
    $webhook = new Webhook(config('services.tidings.secret'));
    $headers = array_map(fn (array $values) => $values[0], $request->headers->all());
    try {
        // The bytes as they arrived.
        $event = $webhook->verify($request->getContent(), $headers);
    } catch (\Throwable) { // wrong, or no signature that can be read
        return response()->noContent(400);
    }
    HandleEvent::dispatch($event); // a queue that survives a restart
    return response()->noContent(); // then answer; the job does the work
});
