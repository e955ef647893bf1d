// What every file of the contract begins with: a fixture for each store in turn, and the code of a
// refusal.
#pragma once

#include "tests/contract/store_contract.hpp"

#include <catch2/catch.hpp>

#include <expected>

namespace switchback::contract {

template <class value>
errc code_of(const std::expected<value, error>& outcome)
{
    REQUIRE_FALSE(outcome);
    return outcome.error().code;
}

} // namespace switchback::contract

#define EACH_STORE(fixture)                                                                        \
    store_fixture fixture(GENERATE(from_range(stores_under_test())));                              \
    INFO("store: " << fixture.kind().name)
