# views.py
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from standardwebhooks.webhooks import Webhook

from .tasks import handle_event

webhook = Webhook(settings.WEBHOOK_SECRET)


@csrf_exempt  # a webhook has no token of your forms; its signature is the better proof
@require_POST
def hooks(request):
    try:
        # request.body is the bytes as they arrived; request.POST would be what was made of them.
        event = webhook.verify(request.body, request.headers)
    except Exception:  # wrong, or no signature that can be read
        return HttpResponse(status=400)
    handle_event.delay(event)  # a queue that survives a restart
    return HttpResponse(status=204)  # then answer; the task does the work
