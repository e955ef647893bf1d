#include "tests/unit/flow/scene.hpp"

#include "bot/base/limits.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace scene;
using strings = std::vector<std::string>;

namespace {

strings faults_of(std::string_view text)
{
    flow::diagnostics found;
    const auto tree = flow::read_yaml("f.yaml", text, found);
    CHECK(tree.has_value() == found.empty());
    return places(found);
}

flow::yaml_tree tree_of(std::string_view text)
{
    flow::diagnostics found;
    auto tree = flow::read_yaml("f.yaml", text, found);
    REQUIRE(tree.has_value());
    return std::move(*tree);
}

/// Ten levels of ten: 10^10 values out of 304 bytes.
std::string alias_bomb()
{
    std::string out = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c <= 'j'; ++c)
    {
        const auto before = std::string("*") + static_cast<char>(c - 1);
        out += std::string(1, c) + ": &" + c + " [";
        for (int i = 0; i < 9; ++i)
            out += before + (i < 8 ? "," : "]\n");
    }
    return out;
}

} // namespace

TEST_CASE("yaml: every value knows its place and whether it was quoted", "[core][yaml]")
{
    const auto tree = tree_of("a: yes\nb:\n  - \"no\"\n  - {c: 'x', d: }\ne: >-\n  two\n  lines\n");
    const auto& root = tree.root;
    CHECK(root.find("a")->text == "yes");
    CHECK_FALSE(root.find("a")->quoted);
    const auto& list = *root.find("b");
    CHECK(list.items[0].quoted);
    CHECK(list.items[0].line == 3);
    CHECK(list.items[0].column == 5);
    CHECK(list.items[0].words_column == 6);
    CHECK(list.items[1].braces);
    CHECK(list.items[1].find("d")->is_nothing());
    const auto& folded = *root.find("e");
    CHECK(folded.text == "two lines");
    CHECK(folded.words_line == 6);
    CHECK(folded.words_column == 3);
    CHECK(root.find("missing") == nullptr);
}

TEST_CASE("yaml: the alias bomb is refused at its first anchor", "[core][yaml]")
{
    const auto bomb = alias_bomb();
    CHECK(bomb.size() > 250);
    CHECK(faults_of(bomb) == strings{"1:4 alias"});
    CHECK(faults_of("a: *b\n").front().ends_with("yaml-syntax")); // never defined
}

TEST_CASE("yaml: anchors, tags, merges and doubled keys are refused", "[core][yaml]")
{
    CHECK(faults_of("a: 1\nb: &x 2\n") == strings{"2:4 alias"});
    CHECK(faults_of("a: !!int 3\n") == strings{"1:4 tag"});
    CHECK(faults_of("a: !py/object x\n") == strings{"1:4 tag"});
    CHECK(faults_of("a: !!map {b: c}\n") == strings{"1:4 tag"});
    CHECK(faults_of("a:\n  <<: {b: c}\n") == strings{"2:3 merge-key"});
    CHECK(faults_of("a: 1\nb: 2\na: 3\n") == strings{"3:1 duplicate-key"});
    CHECK(faults_of("a: {b: 1, b: 2}\n") == strings{"1:11 duplicate-key"});
    CHECK(faults_of("a: 1\n---\nb: 2\n") == strings{"3:1 second-document"});
    CHECK(faults_of("") == strings{"1:1 yaml-syntax"});
    CHECK(faults_of("a: [1, 2\nb: 3\n").size() == 1);
    CHECK(faults_of("? [a, b]\n: c\n") == strings{"1:3 yaml-syntax"});
}

TEST_CASE("yaml: bytes that are not text are refused where they stand", "[core][yaml]")
{
    CHECK(faults_of("a: 1\nb: \xC3\x28\n") == strings{"2:4 encoding"});
    CHECK(faults_of("a: \xED\xA0\x80\n") == strings{"1:4 encoding"}); // a surrogate
    CHECK(faults_of("a: \xC0\xAF\n") == strings{"1:4 encoding"});     // overlong
    CHECK(faults_of(std::string_view("a: 1\nbc\0d: 2\n", 13)) == strings{"2:3 encoding"});
    CHECK(
        faults_of("\xFF\xFE"
                  "a\0:\0") == strings{"1:1 encoding"}); // UTF-16
    CHECK(
        tree_of("\xEF\xBB\xBF"
                "a: 1\n")
            .root.find("a")
            ->text == "1");
}

TEST_CASE("yaml: size, count and depth have limits", "[core][yaml]")
{
    CHECK(faults_of(std::string(80, '[') + std::string(80, ']')) == strings{"1:65 too-deep"});
    CHECK(faults_of(std::string(5000, '[')).front().ends_with("too-deep"));
    std::string many = "[";
    for (std::size_t i = 0; i < limits::yaml_values; ++i)
        many += "1,";
    CHECK(faults_of(many + "1]").front().ends_with("too-large"));
    CHECK(faults_of(std::string(limits::flow_file_bytes + 1, ' ')) == strings{"0:0 too-large"});
}

TEST_CASE("yaml: a sentence that lost its quotes gets the hint", "[core][yaml]")
{
    flow::diagnostics found;
    CHECK_FALSE(flow::read_yaml("f.yaml", "say: Take care: it is late\n", found));
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == "yaml-syntax");
    CHECK(found[0].at.line == 1);
    CHECK(found[0].suggestion == "did you mean to quote this sentence?");
}

TEST_CASE("yaml: the fuzzing corpus reads or is refused, and never more", "[core][yaml]")
{
    int seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator(YAML_CORPUS))
    {
        std::ifstream in(entry.path(), std::ios::binary);
        std::stringstream text;
        text << in.rdbuf();
        flow::diagnostics found;
        CHECK(flow::read_yaml("f.yaml", text.str(), found).has_value() == found.empty());
        (void)read(text.str());
        ++seen;
    }
    CHECK(seen > 10);
}
