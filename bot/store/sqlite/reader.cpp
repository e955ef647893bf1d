#include "bot/store/sqlite/reader.hpp"

#include "bot/base/limits.hpp"

namespace switchback::store::sqlite {

reader::reader(database& main, database& keys, executor on)
    : on_(std::move(on)), tables_(main, keys),
      queue_(on_, limits::store_reads_waiting, limits::store_batch), thread_([this] { run(); })
{}

reader::~reader()
{
    queue_.close();
    thread_.join();
}

void reader::push(std::unique_ptr<read_call> added)
{
    if (queue_.push(added))
        return;
    added->refuse({errc::busy, "too many questions to the store"});
    call_list<read_call> refused;
    refused.push_back(std::move(added));
    finish_all(on_, std::move(refused));
}

void reader::run()
{
    for (;;)
    {
        auto taken = queue_.take(limits::store_batch);
        if (taken.empty())
            return;
        for (const auto& one : taken)
        {
            try
            {
                one->ask(tables_);
            }
            catch (const sql_error& why)
            {
                one->refuse(why.to_error());
            }
        }
        finish_all(on_, std::move(taken));
    }
}

} // namespace switchback::store::sqlite
