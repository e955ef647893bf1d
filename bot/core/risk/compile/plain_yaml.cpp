#include "bot/core/risk/compile/plain_yaml.hpp"

#include "bot/core/risk/compile/rule_file.hpp"

#include <fstream>

namespace switchback::risk::compile {
namespace {

// A map or list that is open at some indentation.
struct level
{
    std::size_t indent = 0;
    std::string path;
    std::size_t items = 0; // list items so far
};

class reader
{
public:
    yaml_values read(const std::filesystem::path& path)
    {
        std::ifstream file{path};
        std::size_t number = 0;
        try
        {
            if (!file)
            {
                throw rule_error{"cannot be opened"};
            }
            for (std::string line; std::getline(file, line);)
            {
                ++number;
                read_line(line);
            }
        }
        catch (const rule_error& fault)
        {
            throw rule_error{path.string() + ":" + std::to_string(number) + ": " + fault.what()};
        }
        return std::move(values_);
    }

private:
    void read_line(const std::string& line)
    {
        const std::size_t indent = line.find_first_not_of(' ');
        if (indent == std::string::npos || line[indent] == '#')
        {
            return;
        }
        std::string content = line.substr(indent);
        while (open_.size() > 1 && indent < open_.back().indent)
        {
            open_.pop_back();
        }
        if (content.starts_with("- "))
        {
            read_item(indent, content.substr(2));
        }
        else
        {
            read_pair(indent, content);
        }
    }

    void read_item(std::size_t indent, const std::string& content)
    {
        while (open_.size() > 1 && open_.back().indent > indent)
        {
            open_.pop_back();
        }
        if (open_.back().indent != indent)
        {
            open_.push_back({indent, pending_, 0});
        }
        auto& list = open_.back();
        const std::string path = list.path + "." + std::to_string(list.items++);
        if (colon_of(content) == std::string::npos)
        {
            values_.emplace_back(path, scalar(content));
            return;
        }
        open_.push_back({indent + 2, path, 0});
        read_pair(indent + 2, content);
    }

    void read_pair(std::size_t indent, const std::string& content)
    {
        const auto colon = colon_of(content);
        if (colon == std::string::npos)
        {
            throw rule_error{"neither 'key: value' nor '- item'"};
        }
        if (indent != open_.back().indent)
        {
            open_.push_back({indent, pending_, 0});
        }
        const std::string key = scalar(content.substr(0, colon));
        const std::string path = open_.back().path.empty() ? key : open_.back().path + "." + key;
        if (colon + 1 < content.size())
        {
            values_.emplace_back(path, scalar(content.substr(colon + 2)));
        }
        pending_ = path; // a deeper line that follows belongs to it
    }

    // Where a key ends: the first ": " or final colon outside quotes.
    static std::size_t colon_of(const std::string& content)
    {
        const std::size_t from = content.starts_with('"') ? content.find('"', 1) : 0;
        const auto colon = content.find(':', from);
        const bool is_key = colon != std::string::npos &&
                            (colon + 1 == content.size() || content[colon + 1] == ' ') &&
                            (from == 0 || colon == from + 1);
        return is_key ? colon : std::string::npos;
    }

    static std::string scalar(const std::string& text)
    {
        if (!text.starts_with('"'))
        {
            if (std::string{"[{&*!|>%@'`"}.find(text.front()) != std::string::npos ||
                text.find(" #") != std::string::npos)
            {
                throw rule_error{"only plain and double-quoted values are read here"};
            }
            return text;
        }
        std::string result;
        for (std::size_t i = 1; i + 1 < text.size(); ++i)
        {
            i += text[i] == '\\';
            result += text[i];
        }
        if (text.size() < 2 || text.back() != '"')
        {
            throw rule_error{"a quote is not closed"};
        }
        return result;
    }

    std::vector<level> open_{level{}};
    std::string pending_;
    yaml_values values_;
};

} // namespace

yaml_values read_plain_yaml(const std::filesystem::path& path)
{
    return reader{}.read(path);
}

} // namespace switchback::risk::compile
