/* Starting the paper worker and talking to it over one socket pair, with a deadline.
 *
 * The worker is a program of its own rather than a fork, so that a hostile file never shares memory
 * with the server's keys and sessions. It limits itself before it reads the first byte.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/log.h"

#define REPLY_MAX_BYTES ((size_t)512 << 20)
#define SLACK_MS 10000 /* on a busy machine the clock runs ahead of the computing */
#define NO_JAIL 3      /* exit code of a worker that could not limit itself */
#define PIECE_BYTES ((size_t)256 << 10)

struct talk {
    int fd;
    pid_t pid;
    int64_t deadline_ms;
    bool late, failed;
    struct buf *out, *in;
    size_t sent;
};

static int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Beside the program; while building, in the neighbouring folder. NULL when there is none. */
static const char *worker_path(struct arena *a)
{
    static const char *const places[] = {"gongkai-paper", "../src/gongkai-paper"};
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n <= 0)
        return NULL;
    self[n] = '\0';
    char *slash = strrchr(self, '/');
    if (slash)
        *slash = '\0';
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        const char *path = arena_printf(a, "%s/%s", self, places[i]);
        if (access(path, X_OK) == 0)
            return path;
    }
    return NULL;
}

/* The worker sees one descriptor, no environment and default signals. */
static int start(const char *path, int cpu_s, int fd, pid_t *pid)
{
    char seconds[16], name[] = "gongkai-paper";
    char *argv[] = {name, seconds, NULL}, lang[] = "LC_ALL=C.UTF-8", *envp[] = {lang, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
    sigset_t none, defaults;
    snprintf(seconds, sizeof seconds, "%d", cpu_s);
    sigemptyset(&none);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fd, 0);
    posix_spawn_file_actions_adddup2(&actions, fd, 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    posix_spawnattr_init(&attr);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &defaults);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    int rc = posix_spawn(pid, path, &actions, &attr, argv, envp);
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&actions);
    return rc;
}

static void send_some(struct talk *t)
{
    ssize_t n = send(t->fd, t->out->p + t->sent, t->out->n - t->sent, MSG_NOSIGNAL);
    if (n > 0)
        t->sent += (size_t)n;
    else if (n < 0 && errno != EAGAIN && errno != EINTR)
        t->sent = t->out->n; /* it does not listen any more; its reply or its end says why */
    if (t->sent == t->out->n)
        shutdown(t->fd, SHUT_WR);
}

/* False at the end of the reply. */
static bool receive_some(struct talk *t)
{
    if (!buf_reserve(t->in, PIECE_BYTES)) {
        t->failed = true;
        return false;
    }
    ssize_t n = recv(t->fd, t->in->p + t->in->n, PIECE_BYTES, 0);
    if (n > 0) {
        t->in->n += (size_t)n;
        t->in->p[t->in->n] = '\0';
    }
    return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

static void converse(struct talk *t)
{
    for (;;) {
        int64_t left = t->deadline_ms - clock_ms();
        struct pollfd p = {t->fd, POLLIN, 0};
        if (t->sent < t->out->n)
            p.events |= POLLOUT;
        if (left <= 0) {
            t->late = true;
            return;
        }
        if (poll(&p, 1, (int)left) < 0 && errno != EINTR) {
            t->failed = true;
            return;
        }
        if (p.revents & POLLOUT && t->sent < t->out->n)
            send_some(t);
        if (p.revents & (POLLIN | POLLHUP | POLLERR) && !receive_some(t))
            return;
    }
}

/* Ends the worker, however far it is; the status of waitpid. */
static int finish(struct talk *t)
{
    int status = 0;
    kill(t->pid, SIGKILL);
    while (waitpid(t->pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

static enum st judge(const struct talk *t, int status, int cpu_s, struct err *e)
{
    bool cpu = WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU;
    if (t->late || cpu)
        return err_set(e, ST_TOO_BIG, "file",
            "这个文件处理超过 %d 秒，已中止；请拆成几份，或用打印功能另存为 PDF 后再试", cpu_s);
    if (t->failed)
        return err_set(e, ST_TOO_BIG, "file", "这个文件的页面太大，请拆成几份后再试");
    if (WIFEXITED(status) && WEXITSTATUS(status) == NO_JAIL)
        return err_set(e, ST_BROKEN, "",
            "文件处理程序在这台机器上不能限制自己的权限，没有打开文件；请联系系统管理员");
    if (t->in->n == 0) {
        log_line(LOG_WARN, "paper", "worker ended without a reply, status %d", status);
        return err_set(e, ST_INVALID, "file",
            "这个文件的内容异常，处理时已中止；请用打印功能另存为 PDF 后再试");
    }
    return ST_OK;
}

static enum st exchange(
    struct arena *a, struct talk *t, int cpu_s, struct paper_bytes *body, struct err *e)
{
    converse(t);
    close(t->fd);
    enum st st = judge(t, finish(t), cpu_s, e);
    if (!st)
        st = wire_reply_read(t->in->p, t->in->n, body, e);
    if (!st)
        body->p = arena_strndup(a, body->p, body->n);
    return st;
}

static enum st open_worker(struct arena *a, int cpu_s, struct talk *t, struct err *e)
{
    const char *path = worker_path(a);
    int pair[2];
    if (!path)
        return err_set(
            e, ST_BROKEN, "", "没有找到文件处理程序 gongkai-paper，请把它放在 gongkai 旁边");
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return err_set(e, ST_BUSY, "", "系统正忙，请稍后再试");
    int rc = start(path, cpu_s, pair[1], &t->pid);
    close(pair[1]);
    if (rc) {
        close(pair[0]);
        err_set(e, ST_BUSY, "", "系统正忙，请稍后再试");
        return err_detail(e, "posix_spawn %s: %s", path, strerror(rc));
    }
    fcntl(pair[0], F_SETFL, O_NONBLOCK);
    t->fd = pair[0];
    t->deadline_ms = clock_ms() + (int64_t)cpu_s * 2000 + SLACK_MS;
    return ST_OK;
}

enum st paper_ask(struct arena *a, const struct paper_request *q, int cpu_s,
    struct paper_bytes *body, struct err *e)
{
    struct buf out, in;
    struct talk t = {.out = &out, .in = &in};
    struct err own = {.st = ST_OK};
    e = e ? e : &own;
    *body = (struct paper_bytes){"", 0};
    if (q->file.n > PAPER_MAX_BYTES || q->original.n > PAPER_MAX_BYTES)
        return err_set(e, ST_TOO_BIG, "file", "文件超过 64 MB，请拆成几份或降低扫描分辨率后再试");
    buf_init(&out, WIRE_MAX_BYTES);
    buf_init(&in, REPLY_MAX_BYTES);
    wire_request_write(&out, q);
    enum st st = buf_failed(&out) ? err_set(e, ST_TOO_BIG, "file", "遮盖区域太多，请合并后再试")
                                  : open_worker(a, cpu_s, &t, e);
    if (!st)
        st = exchange(a, &t, cpu_s, body, e);
    buf_release(&out);
    buf_release(&in);
    return st;
}
