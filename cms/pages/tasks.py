"""Wake-ups. Each reads the date and calls one verb; what is due is decided by rows, never by the queue."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from registry.history import clock


@db_periodic_task(crontab(minute="*"), name="bring_to_today")
def bring_to_today():
    """Every minute: look at the public pages first (an outage that is over must be known), then whatever has fallen due,

    however long the timers slept; not by a clock in doubt, and not beside a run that is still at work.
    """
    from cms.duties import bring_to
    from cms.page_looks import look_at_pages
    from cms.timekeeping import believed
    from publicity.changes import look

    look_at_pages(clock.moment)
    if believed():
        bring_to(clock.today(), wait=False)
        look(today=clock.today(), moment=clock.moment())


@db_periodic_task(crontab(minute="*"), name="refresh_search")
def refresh_search():
    """Every minute: what has changed since goes into the index of the search; until then it is looked at row by row."""
    from publicity.search.indexing import catch_up

    catch_up(clock.today())


@db_periodic_task(crontab(minute="25"), name="look_at_tables")
def look_at_tables():
    """Every hour: how full the tables are, so that SQLite chooses the right index."""
    from cms.statistics import look_at_tables as look

    look()


@db_periodic_task(crontab(minute="*"), name="mail_messages")
def mail_messages():
    """Every minute: mail the messages of institutions that have an address."""
    from cms.mailing import mail_waiting

    mail_waiting()


@db_periodic_task(crontab(minute="*"), name="make_word_copies")
def make_word_copies():
    """Every minute: the Word copy of every paper issued since, from its frozen text."""
    from registry.documents.copies import make_copies

    make_copies()


@db_periodic_task(crontab(minute="*/10", hour="2-23"), name="watch_by_night")
def watch_by_night():
    """From two in the morning, once a day: the public pages for full numbers of persons, the store for stray files."""
    from cms.timekeeping import believed
    from cms.watch.nightly import watch

    if believed():
        watch(clock.moment())


@db_periodic_task(crontab(minute="*/10"), name="publish_open_data")
def publish_open_data():
    """Every ten minutes: the open data of the day, once; again at once when something had to leave. Not by a clock in doubt."""
    from cms.opendata import publish_open_data as publish
    from cms.timekeeping import believed

    if believed():
        publish(wait=False)


@db_periodic_task(crontab(minute="*"), name="serve_subscribers")
def serve_subscribers():
    """Every minute: digests once a day from eight in the morning, letters as they are due, unconfirmed addresses forgotten."""
    from cms.subscriptions import serve_subscribers as serve
    from cms.timekeeping import believed

    if believed():
        serve()


@db_periodic_task(crontab(minute="*"), name="push_changes")
def push_changes():
    """Every minute: public changes to the endpoints of institutions, first tries and later ones."""
    from cms.timekeeping import believed
    from cms.webhooks import push_changes as push

    if believed():
        push()
