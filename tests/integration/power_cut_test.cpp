// Cuts the power under a store that commits under load, again and again, and looks at what the disk
// kept. At durability full nothing acknowledged may be lost; the same harness must find loss at
// normal, or it could not have seen any.
//   power_cut_test [--cuts N] [--seed N]
#include "bot/store/sqlite/sqlite_store.hpp"
#include "tests/integration/store_load.hpp"
#include "tests/integration/unsafe_disk.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <string_view>
#include <unistd.h>

using namespace switchback;
using namespace switchback::integration;

namespace {

using store::sqlite::durability;

/// One machine from its first start to the last cut of its life.
class machine
{
public:
    machine(durability level, std::uint64_t seed)
        : disk_(fmt::format("unsafe-{}", seed)), level_(level), random_(seed), known_(clients)
    {
        auto name = (std::filesystem::temp_directory_path() / "switchback-cut-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            std::abort();
        folder_ = name;
    }
    ~machine() { std::filesystem::remove_all(folder_); }
    machine(const machine&) = delete;
    machine& operator=(const machine&) = delete;

    /// Starts, works until the power goes, starts again and looks.
    findings live_and_look()
    {
        // Mostly in the midst of work, sometimes while it opens or mends what the last cut left.
        const bool is_early = random_.next() % 5 == 0;
        disk_.cut_after(1 + random_.next() % (is_early ? 60 : 2'500));
        std::uint64_t faults = 0;
        work(faults);
        lose_memory();
        disk_.reboot(random_);
        findings found;
        const auto said = check_files(folder_ + "/data", disk_.name());
        if (said != "ok")
        {
            fmt::print(stderr, "{}\n", said);
            ++found.other;
        }
        look(found);
        found.other += faults;
        lose_memory();
        return found;
    }

    [[nodiscard]] std::uint64_t total() const
    {
        std::uint64_t out = 0;
        for (const auto input : known_)
            out += input;
        return out;
    }

    [[nodiscard]] unsafe_disk::totals seen() const { return disk_.seen(); }

private:
    [[nodiscard]] store::sqlite_options options()
    {
        store::sqlite_options out;
        out.folder = folder_ + "/data";
        out.vfs = disk_.name();
        out.level = level_;
        out.checkpoint_pages = random_.next() % 2 == 0 ? 64 : 600;
        out.least_free_bytes = 0;
        return out;
    }

    void work(std::uint64_t& faults)
    {
        boost::asio::io_context loop;
        auto store = store::open_sqlite_store(options(), loop.get_executor());
        if (!store)
        {
            // The power may go while it opens; anything else is a finding.
            faults += disk_.is_cut() ? 0 : 1;
            return;
        }
        for (std::uint64_t client = 0; client < clients; ++client)
            boost::asio::co_spawn(
                loop,
                send_inputs(
                    **store, client, known_[client],
                    {random_.next(),
                     [this](std::uint64_t who, std::uint64_t input) { known_[who] = input; },
                     [&faults](const std::string& what) {
                         fmt::print(stderr, "{}\n", what);
                         ++faults;
                     }}),
                boost::asio::detached);
        loop.run();
        faults += disk_.is_cut() ? 0 : 1; // it may refuse for no other reason
    }

    void look(findings& found)
    {
        boost::asio::io_context loop;
        auto store = store::open_sqlite_store(options(), loop.get_executor());
        if (!store)
        {
            fmt::print(stderr, "{}\n", store.error().detail);
            ++found.other;
            return;
        }
        boost::asio::co_spawn(
            loop, compare(**store, known_), [&](std::exception_ptr why, const findings& more) {
                found.add(more);
                found.other += why ? 1 : 0;
            });
        loop.run();
        if (const auto said = check_log(folder_ + "/data", disk_.name()); said != "ok")
        {
            fmt::print(stderr, "{}\n", said);
            ++found.other;
        }
    }

    /// Shared memory and locks do not outlive a process; the bytes are the disk's.
    void lose_memory()
    {
        std::filesystem::remove_all(folder_ + "/data");
        std::filesystem::create_directories(folder_ + "/data");
    }

    unsafe_disk disk_;
    durability level_;
    seeded_random random_;
    acknowledged known_;
    std::string folder_;
};

struct sum
{
    findings found;
    std::uint64_t acknowledged_inputs = 0;
    int cuts = 0;
    int cuts_with_loss = 0;
    unsafe_disk::totals seen;
};

/// A machine lives through a few cuts, so that mending what one left is itself cut short. Looking
/// for loss, `least` machines are enough once some was seen.
sum cut_many(durability level, int cuts, int cuts_a_machine, std::uint64_t seed, int least)
{
    sum out;
    for (int done = 0; done < cuts && (done < least || out.found.lost == 0);)
    {
        machine one(level, seed * 1'000 + static_cast<std::uint64_t>(done));
        for (int life = 0; life < cuts_a_machine && done < cuts; ++life, ++done)
        {
            const auto found = one.live_and_look();
            out.found.add(found);
            out.cuts_with_loss += found.lost > 0 ? 1 : 0;
        }
        out.acknowledged_inputs += one.total();
        out.seen.syncs += one.seen().syncs;
        out.seen.dropped += one.seen().dropped;
        out.seen.torn += one.seen().torn;
        out.cuts = done;
    }
    return out;
}

void print(std::string_view level, const sum& all)
{
    fmt::print(
        "{}: {} cuts, {} acknowledged, {} lost (in {} cuts), {} doubled, {} gaps, {} other; "
        "{} syncs, {} sectors dropped, {} torn\n",
        level, all.cuts, all.acknowledged_inputs, all.found.lost, all.cuts_with_loss,
        all.found.doubled, all.found.gaps, all.found.other, all.seen.syncs, all.seen.dropped,
        all.seen.torn);
}

} // namespace

int main(int count, char** words)
{
    int cuts = 50;
    std::uint64_t seed = static_cast<std::uint64_t>(::getpid());
    for (int i = 1; i + 1 < count; i += 2)
    {
        if (std::string_view(words[i]) == "--cuts")
            cuts = std::atoi(words[i + 1]);
        if (std::string_view(words[i]) == "--seed")
            seed = std::strtoull(words[i + 1], nullptr, 10);
    }
    const auto start = std::chrono::steady_clock::now();
    fmt::print("seed {}\n", seed);
    const auto full = cut_many(durability::full, cuts, 10, seed, cuts);
    print("full", full);
    // What normal lost once cannot be asked for again: every machine dies once.
    const auto normal = cut_many(durability::normal, cuts, 1, seed + 1, cuts / 10);
    print("normal", normal);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    const bool has_eyes = normal.found.lost > 0;
    const bool is_safe =
        full.found.is_clean() && full.acknowledged_inputs > static_cast<std::uint64_t>(cuts) * 64;
    fmt::print(
        "{}; {}; {:.1f} s\n", is_safe ? "full keeps its word" : "FULL LOSES",
        has_eyes ? "the harness sees loss at normal" : "THE HARNESS SEES NOTHING", took.count());
    return is_safe && has_eyes ? 0 : 1;
}
