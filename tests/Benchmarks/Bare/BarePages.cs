using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Tryghedsforum.Benchmarks.Bare;

/// <summary>A page with a heading.</summary>
internal sealed class BareFrontPage : ComponentBase
{
    [Parameter, EditorRequired]
    public required BareForum Forum { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "h1");
        builder.AddContent(1, Forum.Slug);
        builder.CloseElement();
    }
}

/// <summary>A case and its events as a list.</summary>
internal sealed class BareCasePage : ComponentBase
{
    [Parameter, EditorRequired]
    public required BareReport Report { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<BareEvent> Events { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "h1");
        builder.AddContent(1, Report.Number);
        builder.CloseElement();
        builder.OpenElement(2, "p");
        builder.AddContent(3, $"{Report.Category} {Report.Ground} {Report.Place} {Report.Words} {Report.Status} {Report.ReceivedAt:g}");
        builder.CloseElement();
        builder.OpenElement(4, "ol");
        foreach (var happened in Events)
        {
            builder.OpenElement(5, "li");
            builder.AddContent(6, $"{happened.OccurredAt:g} {happened.Type} {happened.Data}");
            builder.CloseElement();
        }

        builder.CloseElement();
    }
}
