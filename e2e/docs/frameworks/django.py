"""What views.py and tasks.py need of Django, Celery and the package standardwebhooks, over http.server, so that the samples
run where none is installed: python3 django.py VIEWS TASKS. Settings: WEBHOOK_SECRET, PORT."""

import base64, contextlib, hashlib, hmac, json, os, sys, time, types
from http.server import BaseHTTPRequestHandler, HTTPServer


def module(name: str, **names) -> types.ModuleType:
    made = types.ModuleType(name)
    made.__path__ = []  # it may have modules below it
    made.__dict__.update(names)
    sys.modules[name] = made
    return made


class HttpResponse:
    def __init__(self, status):
        self.status_code = status


def csrf_exempt(view):
    view.csrf_exempt = True
    return view


def require_POST(view):
    def only_post(request):
        return view(request) if request.method == "POST" else HttpResponse(status=405)

    return only_post


class WebhookVerificationError(Exception):
    pass


class Webhook:
    def __init__(self, secret: str):
        self.key = base64.b64decode(secret.removeprefix("whsec_"))

    def verify(self, data: bytes, headers):
        names = {name.lower(): value for name, value in headers.items()}
        message_id, timestamp, given = (names.get(f"webhook-{each}") for each in ("id", "timestamp", "signature"))
        if not (message_id and timestamp and given):
            raise WebhookVerificationError("a header is missing")
        if abs(time.time() - int(timestamp)) > 300:
            raise WebhookVerificationError("too old or too new")
        digest = hmac.new(self.key, f"{message_id}.{timestamp}.".encode() + data, hashlib.sha256).digest()
        # As in the package, an entry without a comma is an error of another kind.
        signatures = [value for version, value in (entry.split(",") for entry in given.split(" ")) if version == "v1"]
        if base64.b64encode(digest).decode() not in signatures:
            raise WebhookVerificationError("no signature is right")
        return json.loads(data)


def shared_task(function):
    def delay(event):
        print(event["type"], event["id"])
        function(event)

    function.delay = delay
    return function


class ReceivedEvents:
    """A table with a unique column."""

    ids = set()

    def get_or_create(self, webhook_id):
        is_new = webhook_id not in self.ids
        self.ids.add(webhook_id)
        return webhook_id, is_new


settings = types.SimpleNamespace(WEBHOOK_SECRET=os.environ["WEBHOOK_SECRET"])
module("django")
module("django.conf", settings=settings)
module("django.http", HttpResponse=HttpResponse)
module("django.views")
module("django.views.decorators")
module("django.views.decorators.csrf", csrf_exempt=csrf_exempt)
module("django.views.decorators.http", require_POST=require_POST)
module("standardwebhooks")
module("standardwebhooks.webhooks", Webhook=Webhook, WebhookVerificationError=WebhookVerificationError)
module("django.db", transaction=types.SimpleNamespace(atomic=contextlib.nullcontext))
module("celery", shared_task=shared_task)
module("hooks")
module("hooks.models", ReceivedEvent=types.SimpleNamespace(objects=ReceivedEvents()))


def run(path: str, name: str) -> dict:
    """As the module `hooks.name`, so that `from .tasks import …` finds what stands beside it."""
    names = {"__name__": f"hooks.{name}", "__package__": "hooks"}
    with open(path, encoding="utf-8") as sample:
        exec(compile(sample.read(), path, "exec"), names)
    return names


views_file, tasks_file = sys.argv[1:]
module("hooks.tasks", handle_event=run(tasks_file, "tasks")["handle_event"])
views = run(views_file, "views")
if not getattr(views["hooks"], "csrf_exempt", False):
    raise SystemExit("Django would refuse every request: it has no token.")


class Receiver(BaseHTTPRequestHandler):
    def answer(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        request = types.SimpleNamespace(method=self.command, body=body, headers=self.headers)
        self.send_response(views["hooks"](request).status_code)
        self.end_headers()

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Receiver).serve_forever()
