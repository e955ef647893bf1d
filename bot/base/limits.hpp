// Every limit of the product, in one place: sizes in bytes, waits in milliseconds, counts plain.
// Constants; any thread. A number in another file is a fault unless a protocol fixes it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace switchback::limits {

// Flow files (storage.md, threat 11)
inline constexpr std::size_t flow_file_bytes = 1024 * 1024;
inline constexpr std::size_t yaml_values = 50'000;
inline constexpr int yaml_depth = 64;
inline constexpr std::size_t diagnostics_per_file = 100;
inline constexpr std::size_t name_bytes = 64;
inline constexpr std::int64_t longest_wait_days = 366;
inline constexpr int steps_per_flow = 2'000;
inline constexpr int most_tries = 10;
inline constexpr int most_jumps_back = 20;
inline constexpr std::size_t options_per_question = 100;
inline constexpr std::size_t flows_per_bundle = 100;
inline constexpr double highest_reading_grade = 6.0;

// Questionnaires
inline constexpr std::size_t measure_items = 40;
inline constexpr std::size_t measure_options = 20;
inline constexpr std::size_t measures_compared = 30; // of the record, of whatever questionnaire

// Expressions
inline constexpr int expression_depth = 32;
inline constexpr std::size_t expression_bytes = 2'000;
inline constexpr std::size_t expression_list_items = 1'000;
inline constexpr std::size_t expression_text_bytes = 16'000;
inline constexpr std::size_t expression_made_bytes = 1024 * 1024; // copies one evaluation may make
inline constexpr std::size_t expression_arguments = 8;

// The engine (flow-language.md, promise 7)
inline constexpr int steps_per_turn = 100;
inline constexpr int replay_steps_per_turn = 5'000;
inline constexpr int call_depth = 8;
inline constexpr std::size_t frames_per_run = 400; // its calls, those in loops too
inline constexpr int each_max = 20;
inline constexpr int each_nesting = 4;
inline constexpr std::size_t template_chars = 4'000;
inline constexpr std::size_t message_chars_before_warning = 320;
inline constexpr std::size_t journal_entries = 2'000;
inline constexpr std::size_t paused_runs = 8;
inline constexpr int default_tries = 3;
inline constexpr int default_jump_at_most = 2;
inline constexpr std::size_t answer_bytes = 8 * 1024;
inline constexpr std::size_t record_items_per_collection = 200;
inline constexpr std::size_t recalled_with_condition = 8; // looked through by `recall ... where`
inline constexpr std::size_t state_bytes = 256 * 1024;
inline constexpr std::size_t slots_per_frame = 16'000; // read back from a stored state

// Sealing
inline constexpr std::size_t sealed_name_bytes = 16;
inline constexpr std::size_t keys_in_memory = 32 * 1024;

// The store
inline constexpr std::size_t store_queue = 16 * 1024; // writes waiting; more is `busy`
inline constexpr std::size_t store_batch = 256;       // writes a transaction
inline constexpr std::size_t store_reads_waiting = 64 * 1024;
inline constexpr std::size_t store_rows_a_read = 10'000;
inline constexpr std::size_t store_tokens_kept = 8;         // old resume tokens a client
inline constexpr std::size_t store_places_kept = 64 * 1024; // conversations the writer remembers
inline constexpr int store_busy_wait_ms = 5'000;
inline constexpr int store_cache_kib = 2 * 1024;
inline constexpr int store_small_cache_kib = 1024;         // for readers, keys and copying back
inline constexpr int store_checkpoint_pages = 4'000;       // 16 MiB: the log is copied back
inline constexpr std::size_t store_log_bytes = 120 * 1024; // SQLite's unix files take < 128 KiB
inline constexpr std::uint64_t store_free_bytes = 64ULL * 1024 * 1024; // less: no writes
inline constexpr int store_space_check_ms = 1'000;
inline constexpr int audit_rows_a_look = 4'096; // a check of the log keeps no snapshot longer

// Risk screening
inline constexpr std::size_t screened_window_bytes = 8 * 1024; // the head and the tail of a text
inline constexpr std::size_t screen_hits = 64;                 // rule matches weighed in one window
inline constexpr std::size_t screen_objections = 256;          // what speaks against them

// The service
inline constexpr std::size_t inputs_waiting = 64; // of one conversation; more is `busy`
inline constexpr std::size_t devices = 32;        // of one client; the longest unused is let go
inline constexpr std::size_t device_bytes = 32;
inline constexpr std::size_t zone_bytes = 64;
inline constexpr std::size_t live_conversations = 64 * 1024; // held in memory; idle ones go first
inline constexpr std::int64_t idle_conversation_ms = 10 * 60 * 1000;
inline constexpr std::size_t busy_conversations = 1'024; // kept unpacked between two turns
inline constexpr std::size_t sockets_per_conversation = 16;
inline constexpr int say_per_10s = 20;
inline constexpr std::size_t replayed_messages = 400; // more is `recovered: false`
inline constexpr std::size_t history_page = 200;
inline constexpr std::int64_t token_overlap_ms = 60'000;
inline constexpr int quiet_from_hour = 21;
inline constexpr int quiet_until_hour = 8;
inline constexpr std::int64_t timer_check_ms = 5'000;
inline constexpr std::size_t timers_fired_at_once = 64;
inline constexpr std::int64_t timer_retry_ms = 5'000;
inline constexpr std::size_t reminders_shown = 20;
inline constexpr int commit_attempts = 3; // after a conflict
inline constexpr std::int64_t flow_reload_ms = 2'000;

// Sockets and HTTP (protocol.md)
inline constexpr std::size_t frame_bytes = 8 * 1024;       // of a client; more is `too_long`
inline constexpr std::size_t frame_bytes_read = 64 * 1024; // more closes the socket (1009)
inline constexpr std::size_t read_buffer_bytes = 512;
inline constexpr std::size_t outbox_bytes = 256 * 1024; // more closes a slow reader (4008)
inline constexpr std::size_t http_header_bytes = 8 * 1024;
inline constexpr std::size_t http_body_bytes = 64 * 1024;
inline constexpr std::int64_t http_request_ms = 10'000;
inline constexpr std::int64_t hello_ms = 5'000;
inline constexpr std::int64_t heartbeat_ms = 25'000;
inline constexpr std::int64_t silence_ms = 2 * heartbeat_ms + 5'000; // two missed heartbeats
inline constexpr std::int64_t write_ms = 30'000;
inline constexpr std::int64_t close_ms = 5'000;
inline constexpr std::int64_t drain_ms = 10'000;
inline constexpr std::int64_t tick_ms = 500;
inline constexpr std::size_t connections = 19'900; // one process may hold 20,000 files
inline constexpr int json_depth = 16;

// Escalation (escalation.md). A practice may set its own windows between these bounds.
inline constexpr std::int64_t minute_ms = 60'000;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;
inline constexpr std::int64_t day_ms = 24 * hour_ms;
inline constexpr std::int64_t software_told_ms = 3 * hour_ms; // SB 243 and its like: again after it
inline constexpr double strong_feeling = 8;                   // of ten: a signal by itself
inline constexpr double item_value_most = 1'000; // what a case keeps of an item's value
inline constexpr int rota_days_ahead = 60;       // looked through for the next opening
inline constexpr std::size_t rota_people = 64;
inline constexpr std::size_t rota_ranges = 64; // of hours, and of days away, a person
inline constexpr std::size_t rota_holidays = 366;
inline constexpr int doubted_hours_min = 30;       // shorter hours are told at the start
inline constexpr int doubted_week_min = 4 * 60;    // and so is a shorter week of the clinic
inline constexpr std::size_t responder_bytes = 64; // of an id
inline constexpr std::size_t responder_name_bytes = 128;
inline constexpr std::size_t pager_channels = 8;       // of one responder
inline constexpr std::size_t channels_at_first = 2;    // a page leaves by so many
inline constexpr std::int64_t case_durable_ms = 5'000; // from a hit to the commit of its case
inline constexpr std::int64_t reminder_postponed_ms = hour_ms; // while a case comes first
inline constexpr std::int64_t case_silence_ms = 3 * minute_ms;
inline constexpr std::int64_t case_receipt_ms = minute_ms;
inline constexpr int case_receipt_tries = 4;
inline constexpr std::int64_t case_ack_l4_ms = 5 * minute_ms;
inline constexpr std::int64_t case_ack_l3_ms = 15 * minute_ms;
inline constexpr std::int64_t case_ack_l2_working_ms = 4 * hour_ms;
inline constexpr std::int64_t case_contact_l4_ms = 5 * minute_ms; // "now", with time to dial
inline constexpr std::int64_t case_contact_l3_ms = hour_ms;
inline constexpr std::int64_t case_contact_l2_ms = 24 * hour_ms;
inline constexpr std::int64_t case_repage_ms = 15 * minute_ms;
inline constexpr int case_repage_times = 4;
inline constexpr std::int64_t case_repage_later_ms = hour_ms;
inline constexpr std::int64_t case_human_silence_high_ms = 5 * minute_ms;
inline constexpr std::int64_t case_human_silence_ms = 15 * minute_ms;
inline constexpr std::int64_t case_check_again_ms = 10 * minute_ms;
inline constexpr std::int64_t case_review_ms = 24 * hour_ms; // an open case nobody has closed
inline constexpr std::int64_t follow_up_least_ms = 24 * hour_ms;
inline constexpr std::int64_t follow_up_most_ms = 72 * hour_ms;
inline constexpr std::int64_t shortest_window_ms = minute_ms; // the service promises no faster
inline constexpr std::int64_t longest_window_ms = 7 * day_ms;
inline constexpr std::int64_t promise_ahead_ms = 7 * day_ms;  // "will call by" reaches no further
inline constexpr std::int64_t help_block_ms = 10 * minute_ms; // the same help block again
inline constexpr std::int64_t asked_once_ms = 24 * hour_ms;   // one L1 question a client
inline constexpr std::int64_t asked_same_ms = 4 * hour_ms; // after a "no" at L2, by the same rule
inline constexpr std::int64_t known_item_days = 30;
inline constexpr std::size_t known_items = 16;
inline constexpr std::int64_t known_item_most = 100; // the highest value that can be known
inline constexpr std::size_t case_signals = 64;      // kept with a case; more are counted
inline constexpr std::size_t case_people = 72;       // paged in one case
inline constexpr std::size_t case_answers = 24;
inline constexpr std::size_t case_timers = 16;
inline constexpr std::size_t phone_digits_least = 6; // fewer are an age, a date or a time
inline constexpr std::size_t case_text_bytes = 256;  // a rule id, a reference
inline constexpr int unclear_answers = 2;            // to direct questions, before it is L3
inline constexpr std::size_t case_wording_chars = 320;
inline constexpr std::size_t case_messages_around = 5; // the client's, either side of a signal
inline constexpr std::size_t case_rows_a_read = 64;    // of a conversation, looking for them
inline constexpr int case_reads_around = 8;            // so far back they are looked for
inline constexpr std::size_t case_messages = 400;      // in one look at a case
inline constexpr std::size_t rest_messages = 2'000;    // of a run, opened with a reason
inline constexpr std::size_t reason_bytes = 256;       // why it was opened
inline constexpr std::size_t record_messages = 10'000; // in the export of one case
inline constexpr std::size_t record_words_bytes = 8 * 1024 * 1024;
inline constexpr std::size_t record_rows = 50'000; // of a conversation, looked through for it
inline constexpr std::size_t record_rows_a_read = 1'000;
inline constexpr std::size_t cases_listed = 500;
inline constexpr std::size_t openings_remembered = 4'096;
inline constexpr std::size_t cases_reported = 20'000; // of all clients, in one report
inline constexpr std::size_t record_lines = 20'000;   // of one client's log, read for a record
inline constexpr std::size_t pages_at_once = 16;      // on their way
inline constexpr std::int64_t outbox_lease_ms = 90'000;
inline constexpr std::int64_t outbox_check_ms = 5'000;
inline constexpr std::int64_t loop_pause_ms = 1'000; // after a round that ended by a fault
// A notice goes by the next way at each try; between tries it waits as long as a page is leased,
// then twice as long, and so on: some hours until it is given up, so that a mail server may be
// down.
inline constexpr std::uint32_t notice_tries = 10; // no fewer than pager_channels
inline constexpr std::int64_t notice_pause_most_ms = hour_ms;
inline constexpr std::int64_t probe_every_ms = 7 * day_ms;
inline constexpr std::int64_t drill_every_ms = 28 * day_ms;
inline constexpr std::int64_t drill_open_ms = hour_ms;
inline constexpr std::int64_t drill_check_ms = 10 * minute_ms;

// Pages: what leaves to a responder, and how long a server may take
inline constexpr std::size_t page_name_bytes = 64; // of the clinic's neutral name
inline constexpr std::size_t page_link_bytes = 512;
inline constexpr std::int64_t page_ms = 30'000;    // one attempt, and one probe
inline constexpr std::size_t secret_bytes = 1'024; // of a password or a webhook's secret
inline constexpr std::size_t transfers = 64;       // waiting or under way; more is `busy`
inline constexpr std::size_t transfer_url_bytes = 2'048;
inline constexpr std::size_t transfer_answer_bytes = 4 * 1024; // of a webhook
inline constexpr int transfer_reply_s = 15;  // a mail server's silence between two commands
inline constexpr int transfer_look_ms = 500; // at the latest, for transfers to let go

// Signing in of responders
inline constexpr std::int64_t link_asked_ms = 10 * minute_ms; // a link asked for on the page
inline constexpr std::int64_t link_issued_ms = day_ms;        // a link made by an administrator
inline constexpr int wrong_codes_a_link = 5;                  // then the link is closed
inline constexpr int wrong_codes_a_day = 20;                  // of one person, over all links
inline constexpr std::int64_t links_asked_window_ms = 10 * minute_ms;
inline constexpr std::size_t links_asked = 60;         // in a window, by anybody
inline constexpr std::size_t links_asked_each = 3;     // in a window, for one person
inline constexpr std::size_t links_asked_address = 10; // in a window, from one address
inline constexpr std::size_t links_watched = 256;      // whose wrong codes are counted
inline constexpr std::size_t links_waiting = 16;       // for the mail server; more are lost
inline constexpr std::size_t links_at_once = 4;        // on their way, so that pages keep theirs
inline constexpr std::size_t link_word_chars = 128;
inline constexpr std::int64_t session_idle_ms = 15 * minute_ms;
inline constexpr std::int64_t session_ms = 12 * hour_ms;
inline constexpr std::size_t sessions = 256; // open at once; the longest unused ends
inline constexpr std::size_t act_key_bytes = 64;

// Homework
inline constexpr std::size_t rule_bytes = 256;  // of a recurrence as text
inline constexpr std::int32_t rule_count = 366; // COUNT
inline constexpr int rule_interval_days = 366;  // INTERVAL, by FREQ
inline constexpr int rule_interval_weeks = 52;
inline constexpr int rule_interval_months = 12;
inline constexpr std::int64_t recurrence_days = 3'660; // a rule reaches no further from its start
inline constexpr std::size_t recurrence_dates = 1'000; // one question asks for
inline constexpr std::int64_t furthest_day = 100'000;  // from 1970: the year 2243
inline constexpr std::size_t homework_words_bytes = 2'000; // of a note, of a why
inline constexpr std::size_t homework_name_bytes = 128;    // of a bundle's hash
inline constexpr std::size_t occurrences_kept = 64;        // of one assignment; older are counted
inline constexpr std::size_t sessions_known = 64;          // dates of sessions ahead
inline constexpr int homework_window_days = 366;           // from opening to due, and to closing
inline constexpr int session_lead_days = 14;
inline constexpr std::int64_t least_window_ms = hour_ms;          // from opening to closing
inline constexpr int nudges_each = 2;                             // of one occurrence
inline constexpr std::int64_t reminder_apart_ms = 12 * hour_ms;   // two for one client
inline constexpr std::int64_t reminder_disbelief_ms = 2 * day_ms; // a last one further ahead
inline constexpr std::size_t reminder_windows = 16;               // looked at, an assignment
inline constexpr int burden_weeks = 4;                            // looked ahead
inline constexpr int burden_minutes = 15;                         // a week; more is warned of
inline constexpr int burden_nudges = 3;
inline constexpr int pack_homework = 20; // assignments in a pack
inline constexpr std::size_t pack_title_bytes = 128;
inline constexpr std::size_t assignments_weighed = 256; // of one client, at once

// People of a practice: signing in, invites, glass
inline constexpr std::size_t person_name_bytes = 128;
inline constexpr std::size_t handle_bytes = 64; // what a person signs in as
inline constexpr std::size_t people = 500;      // of a practice
inline constexpr int password_chars_least = 15;
inline constexpr std::size_t password_bytes = 512;
inline constexpr std::size_t password_memory = 46 * 1024 * 1024; // of one hash (OWASP: with t=1)
inline constexpr std::uint64_t password_rounds = 1;
inline constexpr std::size_t passwords_at_once = 2;
inline constexpr std::size_t passwords_waiting = 32; // more is `busy`
inline constexpr std::size_t recovery_codes = 10;
inline constexpr std::int64_t sign_in_window_ms = 15 * minute_ms;
inline constexpr int wrong_sign_ins_account = 8;  // in a window
inline constexpr int wrong_sign_ins_address = 40; // in a window: a clinic shares one
inline constexpr int wrong_codes_address = 20;    // of invites, in a window
inline constexpr std::size_t throttled = 16'384;  // accounts and addresses watched
inline constexpr std::int64_t set_up_link_ms = day_ms;
inline constexpr std::int64_t invite_ms = 14 * day_ms;
inline constexpr std::size_t invites = 500; // of a practice, neither confirmed nor over
inline constexpr std::size_t invite_label_bytes = 128;
inline constexpr std::size_t therapists_of_client = 16;
inline constexpr std::size_t clients_of_therapist = 2'000;
inline constexpr std::int64_t glass_ms = 4 * hour_ms;
inline constexpr std::size_t glass_kept = 500; // of a client, read at once
inline constexpr std::size_t glass_reason_bytes = 1'024;

// The control socket of a running server
inline constexpr std::size_t control_line_bytes = 16 * 1024;
inline constexpr std::size_t control_answer_bytes = 16 * 1024 * 1024; // the record of a long case
inline constexpr std::size_t control_connections = 8;
inline constexpr std::int64_t control_ms = 10'000; // to ask and be answered

} // namespace switchback::limits
