/* libmicrohttpd: listening, threads, limits, stopping.
 *
 * SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <errno.h>
#include <malloc.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/base/log.h"
#include "lib/web/exchange.h"

/* libmicrohttpd answers 431 or 414 above it; it clears as much after each request, so that more
 * would cost every hit. */
#define HEAD_MAX_BYTES (16 * 1024)
#define POOL_THREADS 8
#define CONNECTIONS_A_THREAD 4096
#define CONNECTIONS_A_PEER 1024 /* and thread: behind a proxy all come from one */
#define WAIT_MS 250
#define FINISH_SECONDS 15

static void *keep_target(void *arg, const char *uri, struct MHD_Connection *c)
{
    (void)c;
    return exchange_new(arg, uri);
}

static enum MHD_Result go(void *arg, struct MHD_Connection *c, const char *url, const char *method,
    const char *version, const char *data, size_t *size, void **x)
{
    (void)arg;
    (void)url;
    (void)version;
    return exchange_go(*x, c, method, data, size);
}

static void completed(
    void *arg, struct MHD_Connection *c, void **x, enum MHD_RequestTerminationCode why)
{
    (void)arg;
    (void)why;
    const union MHD_ConnectionInfo *i =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    if (*x)
        exchange_free(*x);
    *x = NULL;
    if (i && i->socket_context)
        watch_set(i->socket_context, watch_head_seconds);
}

static void connected(void *arg, struct MHD_Connection *c, void **socket_context,
    enum MHD_ConnectionNotificationCode what)
{
    struct worker *s = arg;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *i =
            MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
        *socket_context = i ? watch_add(s->watch, i->connect_fd) : NULL;
    } else if (*socket_context) {
        watch_remove(s->watch, *socket_context);
        *socket_context = NULL;
    }
}

/* We decode the raw target ourselves. */
static size_t leave_as_is(void *arg, struct MHD_Connection *c, char *s)
{
    (void)arg;
    (void)c;
    return strlen(s);
}

static void log_mhd(void *arg, const char *fmt, va_list ap) PRINTF(2, 0);
static void log_mhd(void *arg, const char *fmt, va_list ap)
{
    char text[512];
    (void)arg;
    vsnprintf(text, sizeof text, fmt, ap);
    log_line(LOG_DEBUG, "http", "%s", text);
}

/* "127.0.0.1:8080", "[::1]:8080"; the socket is bound and listens. */
static enum st bind_listen(const char *listen_at, int *out, struct err *e)
{
    char host[256];
    const char *colon = strrchr(listen_at, ':');
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV},
                    *list;
    if (!colon || (size_t)(colon - listen_at) >= sizeof host)
        return err_set(e, ST_INVALID, "", "监听地址应写成 127.0.0.1:8080 的样子：%s", listen_at);
    snprintf(host, sizeof host, "%.*s", (int)(colon - listen_at), listen_at);
    char *name = host;
    if (*name == '[' && strchr(name, ']')) {
        *strchr(name, ']') = '\0';
        name++;
    }
    if (getaddrinfo(*name ? name : NULL, colon + 1, &hints, &list))
        return err_set(e, ST_INVALID, "", "监听地址 %s 不能使用", listen_at);
    int one = 1, fd = socket(list->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool ok = fd >= 0;
    if (ok) {
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        ok = bind(fd, list->ai_addr, list->ai_addrlen) == 0 && listen(fd, 1024) == 0;
    }
    freeaddrinfo(list);
    if (!ok) {
        int why = errno;
        if (fd >= 0)
            close(fd);
        return err_set(e, ST_BROKEN, "", "不能在 %s 监听：%s。请用 --listen 换一个端口", listen_at,
            strerror(why));
    }
    *out = fd;
    return ST_OK;
}

static int port_of(int fd)
{
    struct sockaddr_storage s;
    socklen_t n = sizeof s;
    if (getsockname(fd, (struct sockaddr *)(void *)&s, &n) != 0)
        return 0;
    return ntohs(s.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)(void *)&s)->sin6_port
                                         : ((struct sockaddr_in *)(void *)&s)->sin_port);
}

static bool start(struct worker *w, int fd)
{
    int own = dup(fd);
    w->daemon = own < 0
                    ? NULL
                    : MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG,
                          0, NULL, NULL, go, w, MHD_OPTION_EXTERNAL_LOGGER, log_mhd, NULL,
                          MHD_OPTION_LISTEN_SOCKET, own, MHD_OPTION_CONNECTION_LIMIT,
                          (unsigned)CONNECTIONS_A_THREAD, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
                          (unsigned)CONNECTIONS_A_PEER, MHD_OPTION_CONNECTION_TIMEOUT,
                          (unsigned)watch_head_seconds * 3 / 4, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                          (size_t)HEAD_MAX_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1,
                          MHD_OPTION_URI_LOG_CALLBACK, keep_target, w, MHD_OPTION_NOTIFY_COMPLETED,
                          completed, w, MHD_OPTION_NOTIFY_CONNECTION, connected, w,
                          MHD_OPTION_UNESCAPE_CALLBACK, leave_as_is, NULL, MHD_OPTION_END);
    const union MHD_DaemonInfo *i =
        w->daemon ? MHD_get_daemon_info(w->daemon, MHD_DAEMON_INFO_EPOLL_FD) : NULL;
    w->events = i ? i->epoll_fd : -1;
    w->wake = eventfd(0, EFD_CLOEXEC);
    if (!w->daemon && own >= 0)
        close(own);
    return i && w->wake >= 0;
}

/* Waits for events and serves them. We wait, libmicrohttpd never does: its own epoll loop takes 128
 * events at a time and waits again, without serving anybody, when it got exactly as many; and only
 * here resuming a connection wakes its thread at once. */
static void turn(struct worker *w)
{
    struct pollfd p[] = {{w->events, POLLIN, 0}, {w->wake, POLLIN, 0}};
    MHD_UNSIGNED_LONG_LONG limit;
    uint64_t count;
    int wait = WAIT_MS;
    if (MHD_get_timeout(w->daemon, &limit) == MHD_YES && limit < (unsigned)wait)
        wait = (int)limit;
    if (wait && poll(p, 2, wait) > 0 && p[1].revents && read(w->wake, &count, sizeof count) < 0)
        log_line(LOG_ERROR, "web", "wake-up: %s", strerror(errno));
    MHD_run(w->daemon);
}

void worker_wake(struct worker *w)
{
    uint64_t one = 1;
    if (write(w->wake, &one, sizeof one) < 0)
        log_line(LOG_ERROR, "web", "wake-up: %s", strerror(errno));
}

/* One worker: serves; then finishes what runs; then cuts the rest. What sleeps in the pool always
 * wakes, and is waited for. */
static void *serve(void *arg)
{
    struct worker *w = arg;
    while (atomic_load(w->ending) == SERVING)
        turn(w);
    int fd = MHD_quiesce_daemon(w->daemon); /* no new connections */
    if (fd >= 0)
        close(fd);
    while (
        (atomic_load(&w->active) && atomic_load(w->ending) == FINISHING) || atomic_load(&w->asleep))
        turn(w);
    MHD_run(w->daemon);
    return NULL;
}

/* Until SIGTERM, SIGINT or app_stop; once a second what is due. */
static void wait_for_end(struct app *app)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    int signals = signalfd(-1, &set, SFD_CLOEXEC);
    struct pollfd fds[] = {{signals, POLLIN, 0}, {app->stop_fd, POLLIN, 0}};
    for (int n = 0; n == 0 || (n < 0 && errno == EINTR);) {
        n = poll(fds, 2, 1000);
        if (n == 0) {
            touches_flush(app);
            pages_poll(app);
        }
    }
    if (signals >= 0)
        close(signals);
}

static void block_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, NULL); /* before any thread starts: all inherit it */
    signal(SIGPIPE, SIG_IGN);
}

/* As many open files as the system allows us: each connection is one. */
static void raise_file_limit(void)
{
    struct rlimit l;
    if (getrlimit(RLIMIT_NOFILE, &l) == 0 && l.rlim_cur < l.rlim_max) {
        l.rlim_cur = l.rlim_max;
        setrlimit(RLIMIT_NOFILE, &l);
    }
}

struct crew {
    struct worker *workers;
    int n;
    atomic_int ending;
    struct pool *pool;
    struct watch *watch;
};

static bool crew_start(struct crew *crew, struct app *app, int fd, int threads)
{
    crew->workers = calloc((size_t)threads, sizeof *crew->workers);
    if (!crew->workers)
        die("out of memory");
    crew->pool = pool_new(POOL_THREADS);
    crew->watch = watch_new();
    for (; crew->n < threads; crew->n++) {
        struct worker *w = &crew->workers[crew->n];
        *w = (struct worker){
            .app = app, .pool = crew->pool, .watch = crew->watch, .ending = &crew->ending};
        if (!start(w, fd))
            return false;
        if (pthread_create(&w->thread, NULL, serve, w))
            die("cannot start a thread");
    }
    return true;
}

static void crew_stop(struct crew *crew)
{
    int busy = 1;
    atomic_store(&crew->ending, FINISHING);
    for (int i = 0; i < crew->n; i++)
        worker_wake(&crew->workers[i]);
    for (int ticks = 0; busy && ticks < FINISH_SECONDS * 20; ticks++) {
        busy = 0;
        for (int i = 0; i < crew->n; i++)
            busy += atomic_load(&crew->workers[i].active);
        if (busy)
            usleep(50000);
    }
    atomic_store(&crew->ending, CUTTING);
    for (int i = 0; i < crew->n; i++)
        worker_wake(&crew->workers[i]);
    for (int i = 0; i < crew->n; i++)
        pthread_join(crew->workers[i].thread, NULL);
    pool_free(&crew->pool); /* before the daemons: a worker thread may just be leaving one */
    for (int i = 0; i < crew->n; i++) {
        MHD_stop_daemon(crew->workers[i].daemon);
        close(crew->workers[i].wake);
        worker_free_spares(&crew->workers[i]);
    }
    watch_free(&crew->watch);
    free(crew->workers);
}

enum st app_serve(
    struct app *app, const char *listen_at, int threads, void (*ready)(int port), struct err *e)
{
    struct crew crew = {.n = 0};
    int fd = -1;
    block_signals();
    raise_file_limit();
#ifdef M_ARENA_MAX
    mallopt(M_ARENA_MAX, 1); /* pages made by one thread and dropped by another: one heap has fewer
                              * holes, and threads ask it for little */
#endif
    enum st st = bind_listen(listen_at, &fd, e);
    if (st)
        return st;
    if (threads <= 0)
        threads = (int)sysconf(_SC_NPROCESSORS_ONLN);
    body_remove_leftovers(app);
    atomic_store(&app->serving, true);
    struct jobs *jobs = jobs_new(app);
    if (crew_start(&crew, app, fd, threads < 1 ? 1 : threads)) {
        if (ready)
            ready(port_of(fd));
        wait_for_end(app);
    } else {
        st = err_set(e, ST_BROKEN, "", "网页服务没有启动：%s", strerror(errno));
    }
    close(fd);
    crew_stop(&crew);
    jobs_free(&jobs);
    atomic_store(&app->serving, false);
    touches_flush(app);
    return st;
}

void app_stop(struct app *app)
{
    uint64_t one = 1;
    ssize_t n = write(app->stop_fd, &one, sizeof one);
    (void)n; /* a full counter has been heard already */
}
