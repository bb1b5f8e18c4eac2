#!/bin/sh
# What runs by the clock, where there is neither cron nor systemd: a container of its own, one on its own.
set -u
while true; do
    for command in publish_due send_digests rollup; do
        python manage.py "$command" --verbosity 0 || echo "$command failed; it is tried again in five minutes" >&2
    done
    today=$(date +%F)
    if [ "$today" != "${done_on:-}" ] && [ "$(date +%H)" -ge 2 ]; then
        { python manage.py retention --verbosity 0 && python manage.py clearsessions; } && done_on=$today
    fi
    sleep 300
done
