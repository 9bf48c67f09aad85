using System.Globalization;
using PdfSharp.Drawing;
using Tryghedsforum.Web.Parts;

namespace Tryghedsforum.Web.Papers;

/// <summary>Bars side by side, each with its number above it; the one that is spoken of is darker and bold.</summary>
internal static class PaperBars
{
    public const double Height = 110;

    public static readonly XColor Ink = XColor.FromArgb(0x1a, 0x1a, 0x1a);
    private static readonly XColor Petrol = XColor.FromArgb(0x0b, 0x55, 0x63), Pale = XColor.FromArgb(0x9d, 0xc0, 0xc5);

    public static void Draw(XGraphics pen, XPoint corner, double width, IReadOnlyList<ChartBar> bars)
    {
        var (step, most, ink) = (width / bars.Count, Math.Max(1, bars.Max(bar => bar.Value ?? 0)), new XSolidBrush(Ink));
        foreach (var (i, bar) in bars.Index())
        {
            var (left, font) = (corner.X + (i * step), PaperFonts.Of(8.5, bar.Strong));
            if (bar.Value is { } value)
            {
                var tall = (Height - 34) * value / most;
                pen.DrawRectangle(new XPen(Petrol, 0.8), new XSolidBrush(bar.Strong ? Petrol : Pale), left + 4, corner.Y + Height - 16 - tall, step - 8, tall);
                pen.DrawString(value.ToString(CultureInfo.CurrentCulture), font, ink, new XPoint(left + (step / 2), corner.Y + Height - 20 - tall), XStringFormats.BaseLineCenter);
            }

            pen.DrawString(bar.Label, font, ink, new XPoint(left + (step / 2), corner.Y + Height - 4), XStringFormats.BaseLineCenter);
        }
    }
}
