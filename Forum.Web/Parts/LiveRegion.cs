using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Parts;

/// <summary>A piece of a page that is brought up to date while the page is open. What stands in it carries <c>data-key</c> or an id.</summary>
public sealed class LiveRegion : ComponentBase
{
    [Inject] private IStringLocalizer<PartText> L { get; set; } = default!;

    /// <summary>Unique on the page; also the element's id.</summary>
    [Parameter, EditorRequired] public required string Name { get; set; }

    /// <summary>The element to make.</summary>
    [Parameter] public string Tag { get; set; } = "div";

    /// <summary>Class of the element.</summary>
    [Parameter] public string? Class { get; set; }

    /// <summary>New rows wait behind a bar while somebody reads or touches the list.</summary>
    [Parameter] public bool List { get; set; }

    /// <summary>Said for several at once: {0} how many, {1} the oldest.</summary>
    [Parameter] public string? AnnounceMany { get; set; }

    /// <summary>What the bar says for one new row.</summary>
    [Parameter] public string? BarOne { get; set; }

    /// <summary>What the bar says for several: {0} how many.</summary>
    [Parameter] public string? BarMany { get; set; }

    /// <summary>What is kept up to date.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, Tag);
        builder.AddAttribute(1, "id", Name);
        builder.AddAttribute(2, "class", Class);
        builder.AddAttribute(3, "data-live-region", Name);
        builder.AddAttribute(4, "data-announce-many", AnnounceMany ?? L["ManyChanges"].Value);
        if (List)
        {
            builder.AddAttribute(5, "data-live-list", "");
            builder.AddAttribute(6, "data-bar-one", BarOne ?? L["BarOne"].Value);
            builder.AddAttribute(7, "data-bar-many", BarMany ?? L["BarMany"].Value);
        }

        builder.AddContent(8, ChildContent);
        builder.CloseElement();
    }
}
