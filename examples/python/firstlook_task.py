"""Makes a Python function a task of Firstlook. Standard library only, Python 3.8 or newer.

    from firstlook_task import task

    @task(name="moments", version="1")
    def moments(image):
        return {"moments_sky": 1000.0}

    moments.serve()

Run it with a file name to try it by hand; without one it speaks with a worker, a line of JSON for each message.
"""

import json
import math
import os
import sys
import traceback


class Failed(Exception):
    """Raise it for an image that cannot have numbers: code in-kebab-case, and a sentence for a person."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class Missing:
    """Return it in place of a number that cannot be had, with the reason."""

    def __init__(self, reason):
        self.reason = reason


class Image:
    """One detector's image: `path` (a local file), `uri`, `camera`, `exposureId`, `detector`, `kind`, `facts`, `config`."""

    def __init__(self, request):
        self.__dict__.update(request)
        self.pictures = []

    def picture(self, name, ending="png"):
        """Gives the path to write a picture to, for example `figure.savefig(image.picture("stars"))`."""
        path = os.path.abspath("%s.%s" % (name, ending))
        self.pictures.append({"name": name, "path": path})
        return path


class Task:
    def __init__(self, run, name, version):
        self.run, self.name, self.version = run, name, version

    def __call__(self, image):
        return self.run(image)

    def serve(self):
        if len(sys.argv) > 1:
            for path in sys.argv[1:]:
                print(json.dumps(self.answer(by_hand(path)), indent=2))
            return
        requests, messages = take_streams()
        send(messages, {"v": 1, "type": "ready", "name": self.name, "version": self.version})
        for line in iter(requests.readline, ""):
            send(messages, self.answer(json.loads(line)))

    def answer(self, request):
        head = {"v": 1, "id": request["id"]}
        image = Image(request)
        try:
            metrics, missing = numbers(self.run(image))
            pictures = [picture for picture in image.pictures if os.path.exists(picture["path"])]
            return dict(head, type="result", metrics=metrics, missing=missing, pictures=pictures)
        except Failed as failed:
            return dict(head, type="failed", code=failed.code, message=str(failed) or failed.code)
        except Exception:
            tail = traceback.format_exc().strip().splitlines()[-8:]
            return dict(head, type="failed", code="program-exception", message="\n".join(tail))


def task(name, version):
    """Decorates the function that makes a dict of numbers from an image."""
    return lambda run: Task(run, name, version)


def numbers(values):
    """Plain numbers and the reasons of those that are none: NumPy's numbers become floats, NaN becomes missing."""
    metrics, missing = {}, {}
    for key, value in values.items():
        reason = "the program gave no reason" if value is None else getattr(value, "reason", None)
        if reason is None:
            number = float(value)
            if math.isfinite(number):
                metrics[key] = number
                continue
            reason = "the program computed %s" % number
        metrics[key], missing[key] = None, reason
    return metrics, missing


def take_streams():
    """Keeps standard input and output for the messages: what anything prints goes to the worker's log instead."""
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    messages = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.stdout.reconfigure(line_buffering=True)  # So that the last words before a crash are heard.
    return requests, messages


def by_hand(path):
    path = os.path.abspath(path)
    identity = {"camera": "by-hand", "exposureId": 1, "detector": "main", "kind": "raw"}
    return dict(identity, id=path, path=path, uri="file://" + path, facts={}, config={})


def send(messages, message):
    messages.write(json.dumps(message, allow_nan=False) + "\n")
    messages.flush()
