<?php
// What routes/api.php needs of Laravel and of the package standard-webhooks/standard-webhooks, for PHP's own server, so that the sample
// runs where neither is installed: SAMPLE=laravel-routes.php php -S 127.0.0.1:3000 laravel.php. Settings: WEBHOOK_SECRET.

namespace StandardWebhooks\Exception {
    class WebhookVerificationException extends \Exception
    {
    }
}

namespace StandardWebhooks {
    use StandardWebhooks\Exception\WebhookVerificationException;

    class Webhook
    {
        public function __construct(private string $secret)
        {
        }

        public function verify(string $payload, array $headers): array
        {
            $given = fn (string $name) => $headers["webhook-$name"]
                ?? throw new WebhookVerificationException('A header is missing.');
            [$id, $timestamp, $signatures] = array_map($given, ['id', 'timestamp', 'signature']);
            if (abs(time() - (int) $timestamp) > 300) throw new WebhookVerificationException('Too old or too new.');
            $key = base64_decode(substr($this->secret, strlen('whsec_')));
            $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$payload", $key, true));
            if (!in_array($expected, explode(' ', $signatures), true)) {
                throw new WebhookVerificationException('No signature is right.');
            }
            return json_decode($payload, true);
        }
    }
}

namespace Illuminate\Http {
    class Headers
    {
        /** A list of values for each name, in lower case. */
        public function all(): array
        {
            $all = [];
            foreach (getallheaders() as $name => $value) $all[strtolower($name)] = [$value];
            return $all;
        }
    }

    class Request
    {
        public function __construct(public Headers $headers)
        {
        }

        public function getContent(): string
        {
            return file_get_contents('php://input');
        }
    }
}

namespace Illuminate\Support\Facades {
    class Route
    {
        public static array $posts = [];

        public static function post(string $path, callable $action): void
        {
            self::$posts[$path] = $action;
        }
    }
}

namespace App\Jobs {
    class HandleEvent
    {
        public static function dispatch(array $event): void
        {
            error_log("{$event['type']} {$event['id']}");
        }
    }
}

namespace {
    use Illuminate\Http\Headers;
    use Illuminate\Http\Request;
    use Illuminate\Support\Facades\Route;

    class Answers
    {
        public function noContent(int $status = 204): int
        {
            return $status;
        }
    }

    function response(): Answers
    {
        return new Answers();
    }

    function config(string $name): string
    {
        if ($name !== 'services.tidings.secret') throw new LogicException("There is no setting $name.");
        return getenv('WEBHOOK_SECRET');
    }

    require getenv('SAMPLE');
    $action = Route::$posts[parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)] ?? null;
    $isPost = $_SERVER['REQUEST_METHOD'] === 'POST';
    http_response_code($action && $isPost ? $action(new Request(new Headers())) : 404);
}
