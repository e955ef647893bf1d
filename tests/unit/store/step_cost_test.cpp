// What a step costs: an ordinary one runs two statements, whatever else a step may carry.
#include "bot/base/limits.hpp"
#include "bot/store/migrations/migrations.hpp"
#include "bot/store/sqlite/audit_table.hpp"
#include "bot/store/sqlite/schema.hpp"
#include "bot/store/sqlite/write_tables.hpp"
#include "tests/contract/store_contract.hpp"

#include <catch2/catch.hpp>

#include <sqlite3.h>

using namespace switchback;
using namespace switchback::contract;
using namespace switchback::store::sqlite;

TEST_CASE("step: an ordinary one runs two statements, what it carries adds its own", "[cost]")
{
    const scratch_folder folder;
    database on({folder.path() / "switchback.db", {}, durability::full, 1'024, usage::owner});
    REQUIRE(migrate(
        on, "switchback.db", store::main_migrations(), {audit_chain_schema, chain_old_rows}));
    write_tables tables(on);
    REQUIRE(tables.add_client(make_client(1)));
    const auto who = client_id(1);
    REQUIRE(tables.commit(make_step(who, 0)));

    int statements = 0;
    const auto count = [](unsigned, void* to, void*, void*) {
        ++*static_cast<int*>(to);
        return 0;
    };
    sqlite3_trace_v2(on.handle(), SQLITE_TRACE_STMT, count, &statements);
    REQUIRE(tables.commit(make_step(who, 1)));
    CHECK(statements == 2);

    statements = 0;
    auto step = make_step(who, 2);
    step.cases = {{who, 1, "reference", true, 1, 1, "body"}};
    step.outbox = {{who, "page", 1, 0, "body"}};
    REQUIRE(tables.commit(step));
    CHECK(statements == 4);

    statements = 0;
    REQUIRE(tables.commit(make_step(who, 3)));
    CHECK(statements == 2);
}
