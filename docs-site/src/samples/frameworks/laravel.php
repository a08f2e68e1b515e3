<?php
// routes/api.php, which has no check of CSRF tokens, with the package standard-webhooks/standard-webhooks.
// In routes/web.php except the route in bootstrap/app.php:
//   ->withMiddleware(fn (Middleware $middleware) => $middleware->validateCsrfTokens(except: ['hooks']))

use App\Jobs\HandleEvent;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Route;
use StandardWebhooks\Exception\WebhookVerificationException;
use StandardWebhooks\Webhook;

Route::post('/hooks', function (Request $request) {
    $headers = array_map(fn (array $values) => $values[0], $request->headers->all());
    try {
        // The bytes as they arrived.
        $event = (new Webhook(config('services.tidings.secret')))->verify($request->getContent(), $headers);
    } catch (WebhookVerificationException) {
        return response()->noContent(400);
    }
    HandleEvent::dispatch($event); // a queued job does the work
    return response()->noContent();
});
