using System.Net;

namespace Tryghedsforum.Web.Parts;

/// <summary>Writes an SVG text element: in a Razor file <c>text</c> with attributes is the compiler's own word.</summary>
internal static class SvgText
{
    public static string Of(MapLabel label, bool strong = false) =>
        $"<text class=\"{(strong ? "name strong" : "name")}\" transform=\"translate({label.X} {label.Y}) rotate({label.Turn})\" dy=\"3.8\">{WebUtility.HtmlEncode(label.Words)}</text>";

    public static string At(double x, double y, string words, string css) =>
        $"<text class=\"{css}\" x=\"{MapDrawing.Text(x)}\" y=\"{MapDrawing.Text(y)}\">{WebUtility.HtmlEncode(words)}</text>";
}
