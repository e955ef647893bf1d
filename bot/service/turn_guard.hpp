// Leaves a conversation's turn when the scope ends, however it ends.
#pragma once

#include "bot/service/turn_queue.hpp"

namespace switchback::service {

class turn_guard
{
public:
    explicit turn_guard(turn_queue& inside) noexcept : inside_(inside) {}
    ~turn_guard() { inside_.leave(); }
    turn_guard(const turn_guard&) = delete;
    turn_guard& operator=(const turn_guard&) = delete;

private:
    turn_queue& inside_;
};

} // namespace switchback::service
