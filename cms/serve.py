"""Web server and timers side by side in one foreground process group: one stops, both stop."""

import signal
import socket
import subprocess
import sys
import time

GRACE = 25


def commands(port):
    """What runs: gunicorn with threads, and Huey's consumer, which finishes what it has begun when told to stop.

    The consumer gives way: an upload of 20,000 rows takes processor that readers would wait for. Connections are kept longer
    than nginx keeps them (60 seconds): else it may send a form on one that is just being closed, and answer 502.
    """
    web = "cms.wsgi:application --worker-class gthread --workers 2 --threads 4 --timeout 120 --graceful-timeout 10 --keep-alive 75 --log-level warning"
    timers = "run_huey --graceful-signal TERM --shutdown-timeout 20 --max-delay 1 --quiet"
    return {
        "网站": [sys.executable, "-m", "gunicorn", *web.split(), "--bind", f"127.0.0.1:{port}"],
        "定时事项": ["nice", "-n", "5", sys.executable, "manage.py", *timers.split()],
    }


def serve(port, root, say, greet):
    """Start both and stay until Ctrl-C, a termination or the end of one; stop all that was started.

    `say(sentence)` tells of trouble, `greet()` is called once the site answers. Returns the exit code.
    """
    stopping = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.append(True))
    running = {name: subprocess.Popen(command, cwd=root) for name, command in commands(port).items()}
    greeted = False
    try:
        while not stopping:
            ended = next((name for name, process in running.items() if process.poll() is not None), None)
            if ended:
                say(f"“{ended}”意外停止（退出码 {running[ended].returncode}），其余一并停止。")
                return 1
            if not greeted and answers(port):
                greeted = True
                greet()
            time.sleep(0.3)
    finally:
        _stop(running.values())
    return 0


def _stop(processes):
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answers(port) -> bool:
    """Whether something listens on the port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
