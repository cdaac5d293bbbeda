/* A county with one organ and three people, and short forms of what the tests of cases do in it.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_TEST_FOI_WORLD_H
#define FOI_TEST_FOI_WORLD_H

#include "tests/test.h"

#include "common/org/org.h"
#include "request/foi/moves.h"
#include "request/foi/store.h"

enum who { CLERK, REVIEWER, LEADER, PEOPLE };
struct foi_world {
    struct db *db;
    struct ctx c;
    int64_t organ, people[PEOPLE];
};
extern struct foi_world w;
int open_world(void **state);
int close_world(void **state);

void done(enum st st); /* fails the test with the message */
void begin(enum who who);
void today(const char *day);
extern const struct foi_applicant somebody;
struct foi_application application(enum foi_channel channel, const char *arrived);
struct foi_receipt arrive(enum foi_channel channel, const char *arrived);
/* facts: name, value, name, value …, NULL; day "": today */
enum st act(
    int64_t id, enum who who, const char *action, const char *day, const char *const *facts);
#define NO_FACTS NULL
#define FACTS_OF(...)                                                                              \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }
#define RELEASED                                                                                   \
    FACTS_OF("code", "G2", "info_title", "《学区划分方案》", "supply_form", "纸质文件", "copies",  \
        "1", "attachments", "学区划分方案")
struct foi_case row(int64_t id);
void must_stand(int64_t id, enum foi_stage stage, const char *due);
void must_refuse(enum st st, const char *words);
void send_out(int64_t id, const char *const *draft); /* from the draft to the closing */
const char *pdf_text(const char *bytes, size_t n);   /* without blanks and line ends */

#endif
