#include "chart.hpp"

#include <algorithm>
#include <cstdio>

namespace bench {

namespace {

constexpr int width = 760, line_height = 18, left = 190, bar_unit = 90, margin = 12;
constexpr double longest = 5; // times the first contestant's bar; longer bars are cut

std::string text(int x, int y, const std::string& content, const char* style = "") {
    std::string element = "<text x=\"" + std::to_string(x);
    element.append("\" y=\"").append(std::to_string(y)).append("\" ").append(style).append(">");
    for (const char c : content)
        element += c == '<' ? std::string("&lt;") : c == '&' ? std::string("&amp;") : std::string(1, c);
    return element.append("</text>\n");
}

std::string bar(int y, const Result& result, bool is_first) {
    const bool is_cut = result.ratio > longest;
    const int length = static_cast<int>(std::min(result.ratio, longest) * bar_unit);
    char number[64];
    std::snprintf(number, sizeof number, is_cut ? "%.3gx, cut off" : "%.2fx", result.ratio);
    std::string element = text(left - 8, y + 13, result.contestant, "text-anchor=\"end\"");
    element.append("<rect x=\"").append(std::to_string(left)).append("\" y=\"").append(std::to_string(y + 2));
    element.append("\" width=\"").append(std::to_string(length)).append("\" height=\"13\" fill=\"");
    element.append(is_first ? "#2f7d4f" : is_cut ? "#b5533c" : "#8a9bb0").append("\"/>\n");
    return element + text(left + length + 6, y + 13, number);
}

} // namespace

std::string draw(const std::vector<Result>& results) {
    std::string body, row;
    int y = margin;
    for (const Result& result : results) {
        const bool is_first = result.row != row;
        if (is_first) {
            row = result.row;
            y += line_height;
            body += text(margin, y, row, "font-weight=\"bold\"");
            y += line_height / 2;
        }
        body += bar(y, result, is_first);
        y += line_height;
    }
    const std::string height = std::to_string(y + margin);
    std::string picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + std::to_string(width);
    picture.append("\" height=\"").append(height).append("\" font-family=\"sans-serif\" font-size=\"12\">\n");
    picture.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    return picture.append(body).append("</svg>\n");
}

} // namespace bench
