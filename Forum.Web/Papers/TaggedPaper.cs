using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;
using Tryghedsforum.Web.Parts;

namespace Tryghedsforum.Web.Papers;

/// <summary>
/// A paper in A4 that a screen reader can read: title and language, headings, lists, and tables with headings, in reading order; what is drawn has words
/// beside it, and what only repeats is marked as ornament.
/// </summary>
internal sealed class TaggedPaper : IDisposable
{
    private const double Margin = 48, Foot = 24, Leading = 1.35, HeadingRoom = 36, MostWhite = 120;
    private const int LeastRows = 3;
    private static readonly XColor Ink = PaperBars.Ink, Muted = XColor.FromArgb(0x45, 0x45, 0x45), Line = XColor.FromArgb(0xdc, 0xdc, 0xdc);
    private readonly PdfDocument paper = new();
    private readonly StructureBuilder tags;
    private readonly string foot;
    private PdfPage page = null!;
    private XGraphics pen = null!;
    private double y;

    public TaggedPaper(string title, string language, string foot)
    {
        this.foot = foot;
        paper.Info.Title = title;
        var access = UAManager.ForDocument(paper);
        access.SetDocumentLanguage(language);
        tags = access.StructureBuilder;
        NewPage();
    }

    private double Width => page.Width.Point - (2 * Margin);
    private double Bottom => page.Height.Point - Margin - Foot;

    public void Title(string text) => Text(PdfBlockLevelElementTag.Heading1, text, Font(20, bold: true), Ink, before: 0, after: 6, keep: 60);

    /// <summary>A heading, with room for what must not be torn from it.</summary>
    public void Heading(string text, double keep = 60) => Text(PdfBlockLevelElementTag.Heading2, text, Font(13, bold: true), Ink, before: 12, after: 4, keep);

    public void Words(string text) => Text(PdfBlockLevelElementTag.Paragraph, text, Font(10.5), Ink, before: 0, after: 4, keep: 0);

    public void Small(string text) => Text(PdfBlockLevelElementTag.Paragraph, text, Font(9), Muted, before: 0, after: 4, keep: 0);

    public void List(IEnumerable<string> lines)
    {
        tags.BeginElement(PdfBlockLevelElementTag.List);
        foreach (var line in lines)
        {
            tags.BeginElement(PdfBlockLevelElementTag.ListItem);
            var font = Font(10);
            Room(font.Size * Leading);
            var top = y;
            tags.BeginElement(PdfBlockLevelElementTag.Label);
            pen.DrawString("\u2022", font, new XSolidBrush(Ink), Margin + 4, top + font.Size);
            tags.End();
            Text(PdfBlockLevelElementTag.ListBody, line, font, Ink, before: 0, after: 2, keep: 0, indent: 16);
            tags.End();
        }

        tags.End();
        y += 2;
    }

    /// <summary>
    /// The first column in words, the others in figures. A table that fits on a page is not torn where that leaves little white; else it flows on, with some rows
    /// under its heading and more than one on the next page.
    /// </summary>
    public void Table(string heading, IReadOnlyList<string> columns, IReadOnlyList<TableRow> rows)
    {
        var table = new PaperTable(columns, rows, Width, Font(9.5), Font(9.5, bold: true), (text, font) => pen.MeasureString(text, font).Width);
        var (left, whole) = (Bottom - y, HeadingRoom + table.Height);
        var least = table.Rows.Count <= LeastRows + 1 ? whole : HeadingRoom + table.Head.Height + table.Rows.Take(LeastRows).Sum(row => row.Height);
        if (whole > left && (least > left || (left <= MostWhite && whole <= Bottom - Margin))) Room(left + 1);
        Heading(heading);
        tags.BeginElement(PdfBlockLevelElementTag.Table);
        Row(table, table.Head, isHead: true);
        foreach (var (i, row) in table.Rows.Index())
        {
            // The last row does not stand alone.
            if (y + row.Height > Bottom || (i == table.Rows.Count - 2 && y + row.Height + table.Rows[^1].Height > Bottom))
            {
                NewPage();
                // Said once to whoever listens.
                tags.BeginArtifact();
                Draw(table, table.Head, (_, draw) => draw());
                tags.End();
            }

            Row(table, row, isHead: false);
        }

        tags.End();
        y += 6;
    }

    /// <summary>Bars side by side under their heading; null has none.</summary>
    /// <param name="heading">The heading.</param>
    /// <param name="says">What they show, for those who do not see them.</param>
    /// <param name="bars">From left to right.</param>
    public void Bars(string heading, string says, IReadOnlyList<ChartBar> bars)
    {
        Heading(heading, keep: PaperBars.Height + 16);
        tags.BeginElement(PdfIllustrationElementTag.Figure, says, new XRect(Margin, page.Height.Point - y - PaperBars.Height, Width, PaperBars.Height));
        PaperBars.Draw(pen, new(Margin, y), Width, bars);
        tags.End();
        y += PaperBars.Height + 8;
    }

    public byte[] Finish()
    {
        tags.EndMarkedContentsWithId();
        using var bytes = new MemoryStream();
        paper.Save(bytes, closeStream: false);
        return bytes.ToArray();
    }

    public void Dispose()
    {
        pen.Dispose();
        paper.Dispose();
    }

    private static XFont Font(double size, bool bold = false) => PaperFonts.Of(size, bold);

    private void Row(PaperTable table, PaperRow row, bool isHead)
    {
        tags.BeginElement(PdfBlockLevelElementTag.TableRow);
        Draw(table, row, (column, draw) =>
        {
            var heads = isHead || column == 0;
            tags.BeginElement(heads ? PdfBlockLevelElementTag.TableHeaderCell : PdfBlockLevelElementTag.TableDataCell);
            if (heads) tags.CurrentStructureElement.TableAttributes.Elements.SetName("/Scope", isHead ? "/Column" : "/Row");
            draw();
            tags.End();
        });
        tags.End();
        tags.BeginArtifact();
        pen.DrawLine(new XPen(isHead ? Muted : Line, 0.6), Margin, y, Margin + Width, y);
        tags.End();
    }

    private void Draw(PaperTable table, PaperRow row, Action<int, Action> cell)
    {
        foreach (var (column, lines) in row.Cells.Index())
        {
            cell(column, () =>
            {
                foreach (var (i, line) in lines.Index())
                {
                    var at = new XPoint(Margin + (column == 0 ? table.Left(0) : table.Right(column)), y + 3 + (table.LineHeight * (i + 0.78)));
                    pen.DrawString(line, row.Font, new XSolidBrush(Ink), at, column == 0 ? XStringFormats.BaseLineLeft : XStringFormats.BaseLineRight);
                }
            });
        }

        y += row.Height;
    }

    private void Text(PdfBlockLevelElementTag tag, string text, XFont font, XColor colour, double before, double after, double keep, double indent = 0)
    {
        if (y > Margin) y += before;
        Room((font.Size * Leading) + keep);
        tags.BeginElement(tag);
        foreach (var line in PaperTable.Wrap(text, Width - indent, part => pen.MeasureString(part, font).Width))
        {
            Room(font.Size * Leading);
            pen.DrawString(line, font, new XSolidBrush(colour), Margin + indent, y + font.Size);
            y += font.Size * Leading;
        }

        tags.End();
        y += after;
    }

    private void Room(double height)
    {
        if (y + height > Bottom && y > Margin) NewPage();
    }

    private void NewPage()
    {
        if (page is not null)
        {
            tags.EndMarkedContentsWithId();
            pen.Dispose();
        }

        page = paper.AddPage();
        page.Size = PdfSharp.PageSize.A4;
        // Whoever goes from one thing to the next goes in reading order.
        page.Elements.SetName("/Tabs", "/S");
        pen = XGraphics.FromPdfPage(page);
        tags.BeginArtifact();
        pen.DrawString($"{foot}, {paper.PageCount}", Font(8.5), new XSolidBrush(Muted), new XPoint(page.Width.Point - Margin, page.Height.Point - Margin), XStringFormats.BaseLineRight);
        tags.End();
        y = Margin;
    }
}
