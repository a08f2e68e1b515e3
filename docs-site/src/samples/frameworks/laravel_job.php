<?php
// app/Jobs/HandleEvent.php

namespace App\Jobs;

use Illuminate\Contracts\Queue\ShouldQueue;
use Illuminate\Foundation\Queue\Queueable;
use Illuminate\Support\Facades\DB;
use Illuminate\Support\Facades\Log;

class HandleEvent implements ShouldQueue
{
    use Queueable;

    public function __construct(private array $event)
    {
    }

    public function handle(): void
    {
        DB::transaction(function () {
            // The id is unique in this table, and is written together with the work.
            $isNew = DB::table('received_events')->insertOrIgnore(['webhook_id' => $this->event['id']]) === 1;
            if (!$isNew) return; // a duplicate
            if ($this->event['type'] === 'subscriber.created') {
                Log::info('Welcome ' . $this->event['data']['object']['email']);
            }
        });
    }
}
