# tasks.py
from celery import shared_task
from django.db import transaction

from .models import ReceivedEvent


@shared_task
def handle_event(event):
    with transaction.atomic():
        # The id is unique in this table, and is written together with the work.
        _, is_new = ReceivedEvent.objects.get_or_create(webhook_id=event["id"])
        if not is_new:
            return  # a duplicate
        if event["type"] == "subscriber.created":
            print("Welcome", event["data"]["object"]["email"])
