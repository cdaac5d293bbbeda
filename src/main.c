/* The program: subcommands, one row each.
 *
 * SPDX-License-Identifier: MIT */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "lib/base/status.h"
#include "options.h"

struct command {
    const char *name, *usage, *help, *example;
    int (*run)(int argc, char **argv);
};

static int run_help(int argc, char **argv);

static const struct command commands[] = {
    {"init", "init --data DIR [--database URL] [--demo]",
        "建立一个县；--demo 另加演示单位、账号和内容", "gongkai init --data county --demo",
        cmd_init},
    {"serve",
        "serve --data DIR [--database URL] [--listen HOST:PORT] [--threads N] [--secure] "
        "[--access-log]",
        "提供网站和工作台；--secure：在 HTTPS 之后；--access-log：逐条记录访问（不含个人信息）",
        "gongkai serve --data county --listen 127.0.0.1:8080", cmd_serve},
    {"import", "import documents|plan FILE --data DIR [--database URL]",
        "导入文件（JSON 行）或整改方案", "gongkai import documents laws.jsonl --data county",
        cmd_import},
    {"verify", "verify --data DIR [--database URL]",
        "核对操作日志、公开日志、各个版本和附件有没有被改动；有不符之处逐行列出，退出码为 1",
        "gongkai verify --data county", cmd_verify},
    {"reseal", "reseal --data DIR [--database URL] --cipher sm4|secretbox",
        "换用国密 SM4 或 XSalsa20 加密个人信息，并把已有的重新加密；服务运行时也可以",
        "gongkai reseal --data county --cipher sm4", cmd_reseal},
    {"verify-file", "verify-file X.zip [--key KEY]",
        "离线核对案卷包：清单、每件材料、办理记录的哈希链和签名；有不符之处逐行列出，退出码为 1",
        "gongkai verify-file anjuan.zip", cmd_verify_file},
    {"plan", "plan < plan.txt", "读出方案的章、措施、单位和日期，输出 JSON",
        "gongkai plan < plan.txt", cmd_plan},
    {"docno", "docno < lines", "每行输出规范的发文字号，没有则空行",
        "echo '国发[2019]5号' | gongkai docno", cmd_docno},
    {"segment", "segment [--search] [--words FILE] < lines",
        "把每行切分成词，以一个空格相隔；--search：另加长词之中的词；--words：本县的词，每行一个",
        "echo '全面推进政务公开' | gongkai segment", cmd_segment},
    {"keywords", "keywords [-n N] < text",
        "说明文章内容的词和短语，每行一个，最要紧的在前（默认 10 个）",
        "gongkai keywords -n 5 < notice.txt", cmd_keywords},
    {"proofread",
        "proofread [--json|--correct] [--all] [--date YYYY-MM-DD] [--model FILE] [--data DIR] < "
        "lines",
        "校对一份文件的各行：列出问题，或输出改正后的各行", "gongkai proofread < draft.txt",
        cmd_proofread},
    {"indexno", "indexno < lines", "每行读出索引号的方案和各部分，输出 JSON",
        "echo '000014349/2017-00110' | gongkai indexno", cmd_indexno},
    {"gaps", "gaps < numbers.txt", "按代字和年份找出缺少的文号", "gongkai gaps < numbers.txt",
        cmd_gaps},
    {"inventory", "inventory --data DIR [--database URL] [--format json|xlsx]",
        "文件台账：每份文件的公开决定、状态、期限，缺号和已说明的文号",
        "gongkai inventory --data county --format xlsx > taizhang.xlsx", cmd_inventory},
    {"fiscal", "fiscal check < table.json", "核对“三公”经费表、收费和基金目录",
        "gongkai fiscal check < table.json", cmd_fiscal},
    {"clock", "clock < case.json", "计算依申请公开的答复期限、状态和说明",
        "gongkai clock < case.json", cmd_clock},
    {"remedy", "remedy < reply.json", "答复书应写明的救济途径和期限", "gongkai remedy < reply.json",
        cmd_remedy},
    {"paper", "paper --kind 答 [--format text|pdf|docx] [--check FILE] < facts.json",
        "由案件事实生成文书，并作签发前的检查；--check：检查改过的 .docx 或文本，输出 JSON；有问题"
        "退出码为 2",
        "gongkai paper --kind 答 --format pdf < facts.json > reply.pdf", cmd_paper},
    {"fee", "fee --pieces N | --pages N", "信息处理费", "gongkai fee --pieces 31", cmd_fee},
    {"report",
        "report build --year Y --format json|xlsx|docx --data DIR | report check < table.json",
        "由案件生成年度报告，核对年度报告的表格", "gongkai report check < table.json", cmd_report},
    {"validity", "validity --data DIR --on DATE [--number N]", "某一天每份已公开文件的效力",
        "gongkai validity --data county --on 2018-09-12", cmd_validity},
    {"index", "index --tsv corpus.tsv --out DIR", "为一组文本（编号、标题、正文）建立检索索引",
        "gongkai index --tsv corpus.tsv --out idx", cmd_index},
    {"search", "search --index DIR --queries queries.tsv [--limit 100]",
        "逐条检索（编号、检索词），输出 TREC 结果行",
        "gongkai search --index idx --queries queries.tsv --limit 100", cmd_search},
    {"routes", "routes", "列出全部网址、权限和限制", "gongkai routes", cmd_routes},
    {"help", "help", "列出全部命令", "gongkai help", run_help},
};

/* What goes in and comes out, for NAME --help. */
static const struct {
    const char *name, *text;
} more[] = {
    {"clock",
        "      输入：{\"channel\":\"F2F|POST_SIGNED|POST_PLAIN|MISROUTED|EMAIL|FAX|WEB\",\n"
        "        "
        "\"arrived\":\"2018-09-12\",\"confirmed\":null,\"web_confirm\":\"MANUAL|AUTO\",\"today\":…,"
        "\n"
        "        "
        "\"events\":[{\"type\":\"correction_notice\",\"date\":…,\"days\":15}…]}，或者这样的一组\n"
        "      经过：correction_notice correction_received consult extension reason_notice\n"
        "        fee_notice paid fixed_due reply\n"
        "      "
        "输出：due（期限）、state、light、in_time、refused（不合规定的经过和理由）、explanation\n"},
    {"remedy",
        "      "
        "输入：{\"organ\":\"DEPARTMENT|COUNTY|TOWNSHIP|STREET\",\"code\":\"D5\",\"withheld\":[],\n"
        "        \"issued\":…,\"received\":…,\"decision_received\":null}；逾期没有答复的："
        "\"code\":null,\"due\":…\n"
        "      "
        "输出：bodies（复议机关）、reconsideration_until、reconsideration_first、court_"
        "until、sentence\n"},
    {"fee", "      "
            "--pieces：同一申请人同一月向同一机关的件数；--pages：一件申请提供的页数；只能选一种\n"
            "      输出：{\"total\":300}，单位元；10 件、30 页以内不收费\n"},
    {"report", "      build：从 DIR 的案件数出 Y 年的各表，--format 选 JSON、XLSX 或 DOCX\n"
               "      check：输入 "
               "{\"format\":\"2019|2021\",\"year\":…,\"table3\":…,\"table4\":…,\"previous\":…}，\n"
               "        逐条列出勾稽不符的格子；有不符的退出码为 2\n"}};

static void show(const struct command *k)
{
    printf("  %s\n      %s\n      例：%s\n", k->usage, k->help, k->example);
}

/* gongkai NAME --help */
static int show_more(const struct command *k)
{
    show(k);
    for (size_t i = 0; i < COUNT_OF(more); i++)
        if (strcmp(more[i].name, k->name) == 0)
            fputs(more[i].text, stdout);
    return 0;
}

static int run_help(int argc, char **argv)
{
    const char *word;
    size_t n;
    if (!options_read(argc, argv, NULL, 0, &word, 1, &n))
        return 2;
    puts("公开：县级政务公开平台\n\n用法：gongkai <命令> [选项]\n");
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        if (!n || strcmp(word, commands[i].name) == 0)
            show(&commands[i]);
    return 0;
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    if (argc < 2)
        return usage_error("请给出命令，gongkai help 列出全部命令");
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return argc == 3 && strcmp(argv[2], "--help") == 0
                       ? show_more(&commands[i])
                       : commands[i].run(argc - 1, argv + 1);
    return usage_error("没有命令“%s”，gongkai help 列出全部命令", argv[1]);
}
