// The store's calls as the queues carry them: what to write or ask is a function of the tables.
// Made by the store, worked on by the writer's or the reader's thread.
#pragma once

#include "bot/store/sqlite/reader.hpp"
#include "bot/store/sqlite/writer.hpp"

#include <expected>
#include <utility>

namespace switchback::store::sqlite {

template <class value>
using outcome_of = std::expected<value, error>;

/// A writing call: what to write is a function of the tables, asked again after a rollback.
template <class value, class function>
class write_of : public write_call
{
public:
    explicit write_of(function&& what) : what_(std::move(what)) {}
    void apply(write_tables& to) override { outcome = what_(to); }
    const port::new_client* added() const noexcept override
    {
        if constexpr (requires { what_.added; })
            return &what_.added;
        return nullptr;
    }
    const id* erased() const noexcept override
    {
        if constexpr (requires { what_.erased; })
            return &what_.erased;
        return nullptr;
    }

    outcome_of<value> outcome = fail(errc::defect, "a write was never applied");

private:
    function what_;
};

template <class value, class function>
class read_of : public read_call
{
public:
    explicit read_of(function&& what) : what_(std::move(what)) {}
    void ask(read_tables& from) override { outcome = what_(from); }

    outcome_of<value> outcome = fail(errc::defect, "a question was never asked");

private:
    function what_;
};

/// Queues a write and waits for it; `what` is asked for an outcome_of<value> with the tables.
template <class value, class function>
boost::asio::awaitable<outcome_of<value>> queue_write(writer& to, function what)
{
    return boost::asio::async_initiate<
        const boost::asio::use_awaitable_t<>, void(outcome_of<value>)>(
        [&to, what = std::move(what)](auto caller) mutable {
            using made = call_of<value, write_of<value, function>, decltype(caller)>;
            to.push(std::make_unique<made>(std::move(caller), std::move(what)));
        },
        boost::asio::use_awaitable);
}

/// The same for a question.
template <class value, class function>
boost::asio::awaitable<outcome_of<value>> queue_read(reader& of, function what)
{
    return boost::asio::async_initiate<
        const boost::asio::use_awaitable_t<>, void(outcome_of<value>)>(
        [&of, what = std::move(what)](auto caller) mutable {
            using made = call_of<value, read_of<value, function>, decltype(caller)>;
            of.push(std::make_unique<made>(std::move(caller), std::move(what)));
        },
        boost::asio::use_awaitable);
}

struct write_step
{
    port::step_write step;
    outcome_of<port::commit_receipt> operator()(write_tables& to) const { return to.commit(step); }
};

struct write_client
{
    port::new_client added;
    outcome_of<void> operator()(write_tables& to) const { return to.add_client(added); }
};

struct write_erasure
{
    id erased;
    std::int64_t at_ms;
    outcome_of<void> operator()(write_tables& to) const
    {
        to.erase(erased, at_ms);
        return {};
    }
};

} // namespace switchback::store::sqlite
