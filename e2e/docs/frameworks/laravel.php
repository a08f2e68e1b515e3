<?php
// What routes/api.php and HandleEvent.php need of Laravel and of the package standard-webhooks/standard-webhooks, for PHP's own server,
// so that the samples run where neither is installed: SAMPLE=routes.php JOB=HandleEvent.php php -S 127.0.0.1:3000 laravel.php.
// Settings: WEBHOOK_SECRET, and TABLE, an empty folder.

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
            // As in the package, an entry without a comma is an error of another kind.
            $isRight = fn (string $entry) => hash_equals($expected, 'v1,' . explode(',', $entry, 2)[1]);
            if (array_filter(explode(' ', $signatures), $isRight) === []) {
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

namespace Illuminate\Contracts\Queue {
    interface ShouldQueue
    {
    }
}

namespace Illuminate\Foundation\Queue {
    trait Queueable
    {
        public static function dispatch(array $event): void
        {
            error_log("{$event['type']} {$event['id']}");
            (new self($event))->handle();
        }
    }
}

namespace Illuminate\Support\Facades {
    class Log
    {
        public static function info(string $message): void
        {
            error_log($message);
        }
    }

    /** A table with a unique column: a file for each id, since every request is a program of its own. */
    class DB
    {
        public static function transaction(callable $work): void
        {
            $work();
        }

        public static function table(string $name): self
        {
            if ($name !== 'received_events') throw new \LogicException("There is no table $name.");
            return new self();
        }

        public function insertOrIgnore(array $row): int
        {
            return @fopen(getenv('TABLE') . '/' . $row['webhook_id'], 'x') === false ? 0 : 1;
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

    // Laravel makes an exception of every warning.
    set_error_handler(fn (int $level, string $text) => error_reporting() & $level ? throw new ErrorException($text) : false);
    require getenv('JOB');
    require getenv('SAMPLE');
    $action = Route::$posts[parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)] ?? null;
    $isPost = $_SERVER['REQUEST_METHOD'] === 'POST';
    http_response_code($action && $isPost ? $action(new Request(new Headers())) : 404);
}
