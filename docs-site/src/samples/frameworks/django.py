# views.py, with the package standardwebhooks and
#   path("hooks", views.hooks)
# in urls.py
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from .tasks import handle_event


@csrf_exempt  # a webhook has no token of your forms; its signature is the better proof
@require_POST
def hooks(request):
    try:
        # request.body is the bytes as they arrived; request.POST would be what was made of them.
        event = Webhook(settings.WEBHOOK_SECRET).verify(request.body, request.headers)
    except WebhookVerificationError:
        return HttpResponse(status=400)
    handle_event.delay(event)  # a task does the work
    return HttpResponse(status=204)
