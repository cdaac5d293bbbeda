/* Build-time program: folders of static files -> one C table.
 *
 * usage: embed OUT.c OUT.d DIR…  Files keep their path below DIR as name; folders that do not exist
 * are skipped; hidden files and *.map are left out. OUT.d tells ninja what was read, folders
 * included, so that a new file is noticed. The table and `struct static_file` are declared in
 * src/lib/ui/static.h. One hash covers all files, so that relative addresses between them work.
 *
 * SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_FILES = 1000, MAX_PATH = 1024 };

static struct entry {
    char path[MAX_PATH];
    size_t root; /* where the name begins in path: entries move when sorted */
} files[MAX_FILES];
static size_t n_files;

static const struct {
    const char *suffix, *type;
} types[] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
    {".wasm", "application/wasm"},
};

static _Noreturn void stop(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static _Noreturn void stop(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("embed: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(1);
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

static const char *type_of(const char *name)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (ends_with(name, types[i].suffix))
            return types[i].type;
    stop("%s: no content type known for this name; add it to tools/embed.c", name);
}

/* The folder itself, or the nearest one above it that exists: ninja must be able to look at it. */
static void depend_on_folder(FILE *dep, const char *dir)
{
    char path[MAX_PATH];
    struct stat st;
    snprintf(path, sizeof path, "%s", dir);
    while (stat(path, &st) != 0) {
        char *slash = strrchr(path, '/');
        if (!slash)
            return;
        *slash = '\0';
    }
    fprintf(dep, " %s", path);
}

static void walk(FILE *dep, const char *dir, size_t root)
{
    depend_on_folder(dep, dir);
    DIR *d = opendir(dir);
    if (!d)
        return;
    for (struct dirent *e; (e = readdir(d));) {
        struct stat st;
        char path[MAX_PATH];
        if (e->d_name[0] == '.' || ends_with(e->d_name, ".map"))
            continue;
        if ((size_t)snprintf(path, sizeof path, "%s/%s", dir, e->d_name) >= sizeof path ||
            stat(path, &st) != 0)
            stop("cannot look at %s/%s", dir, e->d_name);
        if (S_ISDIR(st.st_mode)) {
            walk(dep, path, root);
            continue;
        }
        if (n_files == MAX_FILES)
            stop("more than %d files", MAX_FILES);
        struct entry *f = &files[n_files++];
        memcpy(f->path, path, sizeof path);
        f->root = root;
        fprintf(dep, " %s", path);
    }
    closedir(d);
}

static const char *name_of(const struct entry *f)
{
    return f->path + f->root;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(name_of(a), name_of(b));
}

static uint64_t hash_add(uint64_t h, const void *p, size_t n)
{
    for (const unsigned char *q = p; n--; q++)
        h = (h ^ *q) * UINT64_C(1099511628211);
    return h;
}

/* Writes one file as an array; gives its size and adds it to the hash. */
static size_t write_bytes(FILE *out, const struct entry *f, size_t i, uint64_t *hash)
{
    FILE *in = fopen(f->path, "rb");
    if (!in)
        stop("cannot open %s", f->path);
    *hash = hash_add(*hash, name_of(f), strlen(name_of(f)) + 1);
    fprintf(out, "static const unsigned char file_%zu[] = {", i);
    size_t n = 0;
    for (int ch; (ch = getc(in)) != EOF; n++) {
        *hash = hash_add(*hash, &(unsigned char){(unsigned char)ch}, 1);
        fprintf(out, n % 32 ? "%d," : "\n%d,", ch);
    }
    fputs(n ? "};\n" : "0};\n", out);
    fclose(in);
    return n;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fputs("usage: embed OUT.c OUT.d DIR…\n", stderr);
        return 2;
    }
    FILE *out = fopen(argv[1], "w"), *dep = fopen(argv[2], "w");
    if (!out || !dep)
        stop("cannot write %s", out ? argv[2] : argv[1]);
    fprintf(dep, "%s:", argv[1]);
    for (int i = 3; i < argc; i++)
        walk(dep, argv[i], strlen(argv[i]) + 1);
    fputc('\n', dep);
    qsort(files, n_files, sizeof files[0], by_name);

    static size_t sizes[MAX_FILES];
    uint64_t hash = UINT64_C(14695981039346656037);
    fputs("/* Generated by tools/embed. */\n#include \"lib/ui/static.h\"\n\n", out);
    for (size_t i = 0; i < n_files; i++) {
        if (i && strcmp(name_of(&files[i]), name_of(&files[i - 1])) == 0)
            stop("two files are called %s", name_of(&files[i]));
        sizes[i] = write_bytes(out, &files[i], i, &hash);
    }
    fprintf(out, "\nconst char static_hash[] = \"%016" PRIx64 "\";\n", hash);
    fputs("const struct static_file static_files[] = {\n", out);
    for (size_t i = 0; i < n_files; i++)
        fprintf(out, "    {\"%s\", \"/static/%016" PRIx64 "/%s\", \"%s\", file_%zu, %zu},\n",
            name_of(&files[i]), hash, name_of(&files[i]), type_of(name_of(&files[i])), i, sizes[i]);
    fprintf(out, "    {0, 0, 0, 0, 0},\n};\nconst size_t n_static_files = %zu;\n", n_files);
    return fclose(out) == 0 && fclose(dep) == 0 ? 0 : 1;
}
