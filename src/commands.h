/* The subcommands. Each gets its own words (argv[0] is the command) and returns the exit code.
 *
 * SPDX-License-Identifier: MIT */
#ifndef COMMANDS_H
#define COMMANDS_H

/* cmd_county.c */
int cmd_init(int argc, char **argv);
int cmd_serve(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_routes(int argc, char **argv);
/* cmd_file.c */
int cmd_verify_file(int argc, char **argv);
/* cmd_import.c */
int cmd_import(int argc, char **argv);
/* cmd_inventory.c */
int cmd_inventory(int argc, char **argv);
/* cmd_proof.c */
int cmd_proofread(int argc, char **argv);
/* cmd_paper.c */
int cmd_paper(int argc, char **argv);
/* cmd_request.c */
int cmd_clock(int argc, char **argv);
int cmd_remedy(int argc, char **argv);
int cmd_fee(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_validity(int argc, char **argv);
int cmd_fiscal(int argc, char **argv);
/* cmd_search.c */
int cmd_index(int argc, char **argv);
int cmd_search(int argc, char **argv);
/* cmd_vault.c */
int cmd_reseal(int argc, char **argv);
/* cmd_words.c */
int cmd_segment(int argc, char **argv);
int cmd_keywords(int argc, char **argv);
/* cmd_text.c */
int cmd_docno(int argc, char **argv);
int cmd_indexno(int argc, char **argv);
int cmd_gaps(int argc, char **argv);
int cmd_plan(int argc, char **argv);

#endif
