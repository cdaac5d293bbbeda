/* libmicrohttpd: listening, threads, limits, stopping.
 *
 * SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/base/log.h"
#include "lib/web/exchange.h"

#define HEAD_MAX_BYTES (32 * 1024) /* MHD answers 431 or 414 above it */
#define POOL_THREADS 8
/* stack.md finding (a): a ready set of exactly 128 connections can stall a thread; an odd bound
 * below it a thread, and at least two threads, keep the set away from multiples. */
#define CONNECTIONS_A_THREAD 2047

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
        watch_set(i->socket_context, HEAD_SECONDS);
}

static void connected(void *arg, struct MHD_Connection *c, void **socket_context,
    enum MHD_ConnectionNotificationCode what)
{
    struct server *s = arg;
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

static struct MHD_Daemon *start(struct server *s, int fd, int threads)
{
    unsigned n = threads < 2 ? 2u : (unsigned)threads;
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL,
        go, s, MHD_OPTION_EXTERNAL_LOGGER, log_mhd, NULL, MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_THREAD_POOL_SIZE, n, MHD_OPTION_CONNECTION_LIMIT, n * CONNECTIONS_A_THREAD,
        MHD_OPTION_CONNECTION_TIMEOUT, 45u, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)HEAD_MAX_BYTES, MHD_OPTION_URI_LOG_CALLBACK, keep_target, s,
        MHD_OPTION_NOTIFY_COMPLETED, completed, s, MHD_OPTION_NOTIFY_CONNECTION, connected, s,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_as_is, NULL, MHD_OPTION_END);
}

/* Waits for SIGTERM, SIGINT or app_stop. */
static void wait_for_end(struct app *app)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    int signals = signalfd(-1, &set, SFD_CLOEXEC);
    struct pollfd fds[] = {{signals, POLLIN, 0}, {app->stop_fd, POLLIN, 0}};
    while (poll(fds, 2, -1) < 0 && errno == EINTR)
        ;
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

enum st app_serve(
    struct app *app, const char *listen_at, int threads, void (*ready)(int port), struct err *e)
{
    struct server s = {.app = app};
    int fd = -1;
    block_signals();
    enum st st = bind_listen(listen_at, &fd, e);
    if (st)
        return st;
    s.pool = pool_new(POOL_THREADS);
    s.watch = watch_new();
    struct jobs *jobs = jobs_new(app);
    struct MHD_Daemon *daemon =
        start(&s, fd, threads > 0 ? threads : (int)sysconf(_SC_NPROCESSORS_ONLN));
    if (daemon) {
        if (ready)
            ready(port_of(fd));
        wait_for_end(app);
        fd = MHD_quiesce_daemon(daemon); /* no new connections; running requests end */
        pool_free(&s.pool);
        MHD_stop_daemon(daemon);
    } else {
        st = err_set(e, ST_BROKEN, "", "网页服务没有启动：%s", strerror(errno));
    }
    jobs_free(&jobs);
    pool_free(&s.pool);
    watch_free(&s.watch);
    if (fd >= 0)
        close(fd);
    return st;
}

void app_stop(struct app *app)
{
    uint64_t one = 1;
    ssize_t n = write(app->stop_fd, &one, sizeof one);
    (void)n; /* a full counter has been heard already */
}
