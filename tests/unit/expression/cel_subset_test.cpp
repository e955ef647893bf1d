// The subset this language shares with CEL (the Common Expression Language), as a table of vectors.
// Those marked `cel` are translated by hand from google/cel-spec, tests/simple/testdata (logic,
// string, fp_math, lists, comparisons), Copyright Google LLC, Apache-2.0: `&&` is `and`, `c ? a :
// b` is `a if c else b`, a method call is a function. Where we differ on purpose, the row says why.
#include "tests/unit/expression/scene.hpp"

#include <catch2/catch.hpp>

namespace switchback::flow::test {
namespace {

struct vector
{
    const char* name;
    const char* source;
    const char* worth;
};

void check(std::span<const vector> rows)
{
    for (const auto& one : rows)
    {
        INFO(one.name << ": " << one.source);
        CHECK(worth(one.source) == one.worth);
    }
}

} // namespace

TEST_CASE("CEL subset: conditional", "[expression][cel]")
{
    static constexpr vector rows[] = {
        {"cel conditional/true_case", "1 if true else 2", "number 1"},
        {"cel conditional/false_case", "'foo' if false else 'bar'", "text bar"},
        {"cel conditional/mixed_type", "'cows' if true else 17", "text cows"},
    };
    check(rows);
    // cel conditional/bad_type is an error at run time there; here the checker refuses it.
    CHECK(faults_of_types("false if 'cows' else true").starts_with("10 type"));
}

TEST_CASE("CEL subset: and, or, not", "[expression][cel]")
{
    static constexpr vector rows[] = {
        {"cel AND/all_true", "true and true", "yesno yes"},
        {"cel AND/all_false", "false and false", "yesno no"},
        {"cel AND/false_left", "false and true", "yesno no"},
        {"cel AND/false_right", "true and false", "yesno no"},
        {"cel AND/short_circuit_error_left", "false and (false if 2 / 0 > 3 else true)",
         "yesno no"},
        {"cel AND/short_circuit_error_right", "(false if 2 / 0 > 3 else true) and false",
         "yesno no"},
        {"cel OR/all_true", "true or true", "yesno yes"},
        {"cel OR/all_false", "false or false", "yesno no"},
        {"cel OR/false_left", "false or true", "yesno yes"},
        {"cel OR/false_right", "true or false", "yesno yes"},
        {"cel OR/short_circuit_error_left", "true or (false if 2 / 0 > 3 else true)", "yesno yes"},
        {"cel OR/short_circuit_error_right", "(false if 2 / 0 > 3 else true) or true", "yesno yes"},
        {"cel NOT/not_true", "not true", "yesno no"},
        {"cel NOT/not_false", "not false", "yesno yes"},
        // What is an error or an unknown in CEL absorbs like this on both sides, as here.
        {"unknown and false", "nothing == 'x' and false", "yesno no"},
        {"false and unknown", "false and nothing == 'x'", "yesno no"},
        {"unknown or true", "nothing == 'x' or true", "yesno yes"},
        {"true or unknown", "true or nothing == 'x'", "yesno yes"},
    };
    check(rows);
    // cel AND/no_overload and short_circuit_type_*: refused by our checker, never run.
    CHECK(faults_of_types("'less filling' and true").starts_with("1 type"));
    CHECK(faults_of_types("false and 32").starts_with("11 type"));
}

TEST_CASE("CEL subset: where an error in CEL is a skipped answer here", "[expression][cel]")
{
    // CEL stops with an error; a conversation cannot, so the part has no value, a condition over
    // it is false, and `not` does not turn that into true.
    static constexpr vector rows[] = {
        {"cel conditional/error_case", "'baz' if 2 / 0 > 4 else 'quux'", "text quux"},
        {"cel AND/error_right", "true and 1 / 0 != 0", "yesno no"},
        {"cel AND/error_left", "1 / 0 != 0 and true", "yesno no"},
        {"cel OR/error_right", "false or 1 / 0 != 0", "yesno no"},
        {"cel OR/error_left", "1 / 0 != 0 or false", "yesno no"},
        {"not over an error", "not (1 / 0 != 0)", "yesno no"},
        {"cel fp_math/divide_zero", "15.75 / 0.0", "unset"},
        {"index out of range", "[7, 8, 9][3]", "unset"},
    };
    check(rows);
}

TEST_CASE("CEL subset: arithmetic on numbers", "[expression][cel]")
{
    static constexpr vector rows[] = {
        {"cel fp_math/add_positive_positive", "4.25 + 15.25", "number 19.5"},
        {"cel fp_math/add_positive_negative", "17.75 + (-7.75)", "number 10"},
        {"cel fp_math/add_negative_negative", "-4.125 + (-2.125)", "number -6.25"},
        {"cel fp_math/sub_positive_positive", "42.0 - 12.0", "number 30"},
        {"cel fp_math/sub_positive_negative", "42.875 - (-22.0)", "number 64.875"},
        {"cel fp_math/multiply_positive_positive", "42.5 * 0.2", "number 8.5"},
        {"cel fp_math/multiply_negative_negative", "-3.0 * (-2.5)", "number 7.5"},
        {"cel fp_math/divide_positive_positive", "0.0625 / 0.002", "number 31.25"},
        {"cel fp_math/divide_negative_negative", "-8.875 / (-0.0625)", "number 142"},
        {"cel fp_math/negative", "-(4.5)", "number -4.5"},
        {"cel fp_math/double_negative", "-(-1.25)", "number 1.25"},
        {"cel fp_math/negative_zero", "-(0.0)", "number 0"},
        {"cel fp_math/multiply_zero", "15.36 * 0.0", "number 0"},
        {"cel fp_math/add_commutative", "7.5 + 1.5 == 1.5 + 7.5", "yesno yes"},
        {"cel fp_math/add_mul_distribute", "5.75 * (1.5 + 2.5) == 5.75 * 1.5 + 5.75 * 2.5",
         "yesno yes"},
        // Here there is one kind of number: 7 / 2 is 3.5, where CEL's integers give 3.
        {"one kind of number", "7 / 2", "number 3.5"},
        {"no integer overflow", "9223372036854775807 + 1 > 9223372036854775807 - 1025",
         "yesno yes"},
    };
    check(rows);
    // `%`, exponents, hexadecimal and unsigned numbers are not part of this language.
    CHECK(faults_of_types("47.5 % 5.5").starts_with("6 expression-syntax"));
    CHECK(faults_of_types("1e3").starts_with("1 expression-syntax"));
}

TEST_CASE("CEL subset: text", "[expression][cel]")
{
    static constexpr vector rows[] = {
        {"cel size/empty", "length('')", "number 0"},
        {"cel size/one_unicode", "length('\xC3\xBF')", "number 1"},
        {"cel size/unicode", "length('\xCF\x80\xCE\xAD\xCE\xBD\xCF\x84\xCE\xB5')", "number 5"},
        {"cel starts_with/basic_true", "starts_with('foobar', 'foo')", "yesno yes"},
        {"cel starts_with/basic_false", "starts_with('foobar', 'bar')", "yesno no"},
        {"cel starts_with/empty_target", "starts_with('', 'foo')", "yesno no"},
        {"cel starts_with/empty_empty", "starts_with('', '')", "yesno yes"},
        {"cel ends_with/basic_true", "ends_with('foobar', 'bar')", "yesno yes"},
        {"cel ends_with/unicode", "ends_with('fort\xC3\xA9', 't\xC3\xA9')", "yesno yes"},
        {"cel concatenation/concat_true", "'he' + 'llo'", "text hello"},
        {"cel concatenation/concat_with_spaces", "'hello' + ' ' == 'hello'", "yesno no"},
        {"cel concatenation/ascii_unicode", "'r' + '\xC3\xB4' + 'le'", "text r\xC3\xB4le"},
        {"cel contains/contains_true", "contains('hello', 'he')", "yesno yes"},
        {"cel contains/contains_empty", "contains('hello', '')", "yesno yes"},
        {"cel contains/contains_false", "contains('hello', 'ol')", "yesno no"},
        {"cel contains/contains_multiple", "contains('abababc', 'ababc')", "yesno yes"},
    };
    check(rows);
    // `matches` is left out: no regular expression from data.
    CHECK(faults_of_types("matches('hubba', 'ubb')").starts_with("1 unknown-function"));
}

TEST_CASE("CEL subset: comparisons, in and lists", "[expression][cel]")
{
    static constexpr vector rows[] = {
        {"eq number", "1 == 1.0", "yesno yes"},
        {"eq text is case sensitive", "'abc' == 'ABC'", "yesno no"},
        {"eq unicode is not normalised", "'\xC3\xA9' == 'e\xCC\x81'", "yesno no"},
        {"eq list", "[1, 2, 3] == [1, 2, 3]", "yesno yes"},
        {"eq list order", "[1, 2, 3] == [1, 3, 2]", "yesno no"},
        {"eq list nested", "[[1], [2]] == [[1], [2]]", "yesno yes"},
        {"eq list length", "[] == [1]", "yesno no"},
        {"ne", "24 != 42", "yesno yes"},
        {"lt", "-1 < 0", "yesno yes"},
        {"lt same", "0 < 0", "yesno no"},
        {"lt text", "'a' < 'b'", "yesno yes"},
        {"lt text length", "'abc' < 'abcd'", "yesno yes"},
        {"lte", "0 <= 0", "yesno yes"},
        {"gte text", "'b' >= 'a'", "yesno yes"},
        {"in", "2 in [1, 2, 3]", "yesno yes"},
        {"not in", "not (7 in [1, 2, 3])", "yesno yes"},
        {"in empty", "'a' in []", "yesno no"},
        {"index", "[7, 8, 9][0]", "number 7"},
        {"precedence of and over or", "true or false and false", "yesno yes"},
        {"precedence of product over sum", "2 + 3 * 4 == 14", "yesno yes"},
    };
    check(rows);
    // Refused by the checker, where CEL compares at run time: unlike kinds, the order of yes and
    // no, lists joined by `+`.
    CHECK(faults_of_types("1 == 'a'").starts_with("1 type"));
    CHECK(faults_of_types("false < true").starts_with("1 type"));
    CHECK(faults_of_types("[1] + [2]").starts_with("1 type"));
    // `not` binds looser than a comparison here, as people read it; CEL's `!` binds tighter.
    CHECK(worth("not 1 == 2") == "yesno yes");
}

} // namespace switchback::flow::test
